import { useEffect, useState } from 'react'

/** The present, moving on every `intervalMs`, for ages and elapsed times. */
export function useNow(intervalMs = 15_000): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), intervalMs)
    return () => clearInterval(timer)
  }, [intervalMs])
  return nowMs
}
