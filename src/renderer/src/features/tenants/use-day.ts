import { useTranslation } from 'react-i18next'

/** A calendar day in UTC, in which the ends of credentials are noted: `23 Nov 2026`. */
export function useDay(): (at: string) => string {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return (at) => format.format(new Date(at))
}
