import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoment, formatRelative } from './format-time.ts'
import { useNow } from './use-now.ts'

/** An age in words; the whole moment on hover and for assistive technology's `datetime`. */
export function RelativeTime({ at }: { readonly at: string }): ReactNode {
  const { i18n } = useTranslation()
  const nowMs = useNow()
  return (
    <time dateTime={at} title={formatMoment(at, i18n.language)}>
      {formatRelative(at, nowMs, i18n.language)}
    </time>
  )
}
