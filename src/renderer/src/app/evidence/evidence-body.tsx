import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Warning16Filled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ExchangeSchema, type Exchange } from '../../../../shared/model/exchange.ts'
import type { Evidence } from '../../../../shared/model/run.ts'
import { curlCommand } from '../../../../shared/view/curl-command.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { formatDuration } from '../../ui/format-time.ts'
import { KeyValues } from '../../ui/key-values.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { CopyButton } from './copy-button.tsx'
import { exchangesOf, withoutExchanges } from './exchanges-of.ts'
import { prettyBody } from './pretty-body.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  heading: { margin: 0 },
  pieces: { flexShrink: 0 },
})

/** One piece of evidence: an exchange as request and answer, anything else as it was recorded. */
export function EvidenceBody({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('evidence')
  const exchanges = exchangesOf(evidence)
  const [only] = exchanges
  if (only !== undefined && ExchangeSchema.safeParse(evidence.body).success) return <ExchangeView exchange={only} />
  const rest = withoutExchanges(evidence)
  const text = typeof rest === 'string' ? rest : JSON.stringify(rest, null, 2)
  return (
    <div className={styles.pieces}>
      {exchanges.map((exchange, place) => (
        <Disclosure key={exchange.clientRequestId} label={headingOf(exchange, place)}>
          <ExchangeView exchange={exchange} />
        </Disclosure>
      ))}
      <CodeBlock label={t('body')} text={text} />
    </div>
  )
}

const headingOf = ({ method, url, status }: Exchange, place: number): string =>
  `${String(place + 1)}. ${method} ${new URL(url).pathname.split('/').at(-1) ?? ''} → ${status === null ? '–' : String(status)}`

function ExchangeView({ exchange }: { readonly exchange: Exchange }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('evidence')
  const isGood = exchange.status !== null && exchange.status < 400
  return (
    <div className={styles.root}>
      <div className={styles.badges}>
        <ToneBadge tone="neutral">{exchange.method}</ToneBadge>
        <ToneBadge tone={isGood ? 'success' : 'danger'}>
          {exchange.status === null ? t('noAnswer') : `HTTP ${exchange.status}`}
        </ToneBadge>
        <ToneBadge tone="neutral">{formatDuration(exchange.durationMs, i18n.language)}</ToneBadge>
        <CopyButton text={curlCommand(exchange)} label={t('copyCurl')} />
        {exchange.isInjected && (
          <ToneBadge tone="warning" icon={<Warning16Filled />}>
            {t('injected')}
          </ToneBadge>
        )}
      </div>
      <KeyValues
        items={[
          { key: t('url'), value: <code>{exchange.url}</code> },
          { key: t('clientRequestId'), value: <code>{exchange.clientRequestId}</code> },
          ...(exchange.serviceRequestIds.length === 0
            ? []
            : [{ key: t('serviceRequestIds'), value: <code>{exchange.serviceRequestIds.join(', ')}</code> }]),
          ...(exchange.error === null ? [] : [{ key: t('error'), value: exchange.error }]),
        ]}
      />
      <HttpPart title={t('request')} headers={exchange.requestHeaders} body={exchange.requestBody} />
      <HttpPart title={t('answer')} headers={exchange.responseHeaders} body={exchange.responseBody} />
    </div>
  )
}

interface HttpPartProps {
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

function HttpPart({ title, headers, body }: HttpPartProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('evidence')
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return (
    <section aria-label={title}>
      <Text as="h4" weight="semibold" block className={styles.heading}>
        {title}
      </Text>
      {lines.length > 0 && (
        <Disclosure label={t('headers', { count: lines.length })}>
          <CodeBlock label={t('headersOf', { part: title })} text={lines.join('\n')} />
        </Disclosure>
      )}
      {body === null || body === '' ? (
        <Text size={200}>{t('noBody')}</Text>
      ) : (
        <CodeBlock label={t('bodyOf', { part: title })} text={prettyBody(body)} />
      )}
    </section>
  )
}
