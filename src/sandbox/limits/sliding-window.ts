const slots = 300

/** Sums over a sliding window, kept in 300 slots, so that memory does not grow with the traffic. */
export class SlidingWindow {
  private readonly requests = new Float64Array(slots)
  private readonly times = new Float64Array(slots)
  private newest = 0
  private requestSum = 0
  private timeSum = 0

  requestCount(): number {
    return this.requestSum
  }

  timeMs(): number {
    return this.timeSum
  }

  /** Forgets what has left the window; call before reading. */
  advance(nowMs: number, windowMs: number): void {
    const current = Math.floor((nowMs * slots) / windowMs)
    const steps = Math.min(current - this.newest, slots)
    for (let step = 0; step < steps; step += 1) {
      const slot = (current - step) % slots
      this.requestSum -= this.requests[slot] ?? 0
      this.timeSum -= this.times[slot] ?? 0
      this.requests[slot] = 0
      this.times[slot] = 0
    }
    if (current > this.newest) this.newest = current
  }

  addRequest(): void {
    const slot = this.newest % slots
    this.requests[slot] = (this.requests[slot] ?? 0) + 1
    this.requestSum += 1
  }

  addTime(timeMs: number): void {
    const slot = this.newest % slots
    this.times[slot] = (this.times[slot] ?? 0) + timeMs
    this.timeSum += timeMs
  }

  /** Milliseconds until enough has left the window for the sums to be below both limits. */
  untilBelow(limits: { requests: number; timeMs: number }, windowMs: number): number {
    let requests = this.requestSum
    let time = this.timeSum
    for (let age = slots - 1; age >= 0; age -= 1) {
      if (requests < limits.requests && time < limits.timeMs) return ((slots - 1 - age) * windowMs) / slots
      const slot = (((this.newest - age) % slots) + slots) % slots
      requests -= this.requests[slot] ?? 0
      time -= this.times[slot] ?? 0
    }
    return windowMs
  }
}
