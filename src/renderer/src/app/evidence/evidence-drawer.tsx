import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  Text,
  tokens,
} from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence, Run } from '../../../../shared/model/run.ts'
import { pictureFor, whyNoPicture } from '../../../../shared/view/evidence-picture.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatMoment } from '../../ui/format-time.ts'
import { LoadingState } from '../../ui/loading-state.tsx'
import { BadgePicture } from './badge-picture.tsx'
import { EvidenceBody } from './evidence-body.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { EvidenceContext } from './evidence.store.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { Waterfall } from './waterfall.tsx'

const useStyles = makeStyles({
  drawer: { width: 'min(960px, 92vw)', maxWidth: '100vw' },
  body: {
    display: 'grid',
    gridTemplateColumns: 'minmax(200px, 260px) minmax(0, 1fr)',
    gridTemplateRows: 'max-content minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    minHeight: 0,
  },
  one: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0, overflowY: 'auto' },
  views: { gridColumn: '1 / -1' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** What a check or a step saw: the piece asked for, with the rest of its run beside it. */
export function EvidenceDrawer(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['evidence', 'common', 'words'])
  const shownId = EvidenceContext.useSelected((state) => state.shownId)
  const shown = EvidenceContext.useSelected((state) => state.shown)
  const close = EvidenceContext.useSelected((state) => state.close)
  const title =
    shown.status === 'loaded'
      ? t('title', {
          kind: t(`words:runKind.${shown.value.run.kind}`),
          status: t(`words:runStatus.${shown.value.run.status}`),
        })
      : t('loading')
  return (
    <OverlayDrawer
      open={shownId !== null}
      position="end"
      className={styles.drawer}
      onOpenChange={(_event, data) => (data.open ? undefined : close())}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button appearance="subtle" icon={<Dismiss20Regular />} aria-label={t('common:close')} onClick={close} />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {shown.status === 'loading' && <LoadingState rows={6} />}
        {shown.status === 'failed' && <FailureNotice failure={shown.failure} />}
        {shown.status === 'loaded' && <RunViews shown={shown.value} shownId={shownId} />}
      </DrawerBody>
    </OverlayDrawer>
  )
}

function RunViews({
  shown: { run, evidence },
  shownId,
}: {
  readonly shown: { readonly run: Run; readonly evidence: readonly Evidence[] }
  readonly shownId: string | null
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('evidence')
  const view = EvidenceContext.useSelected((state) => state.view)
  const setView = EvidenceContext.useSelected((state) => state.setView)
  return (
    <>
      <div className={styles.views}>
        <Tabs
          label={t('views')}
          idPrefix="evidence-view"
          tabs={[
            { value: 'pieces', label: t('pieces') },
            { value: 'waterfall', label: t('waterfall') },
          ]}
          selected={view}
          onSelect={setView}
        />
      </div>
      {view === 'pieces' ? (
        <RunEvidence evidence={evidence} shownId={shownId} />
      ) : (
        <Waterfall run={run} evidence={evidence} />
      )}
    </>
  )
}

function RunEvidence({
  evidence,
  shownId,
}: {
  readonly evidence: readonly Evidence[]
  readonly shownId: string | null
}): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('evidence')
  const recorded = useRecordedText()
  const select = EvidenceContext.useSelected((state) => state.select)
  const one = evidence.find((piece) => piece.id === shownId) ?? evidence[0]
  if (one === undefined) return <Text className={styles.quiet}>{t('empty')}</Text>
  const title = recorded(one.title)
  const picture = pictureFor(one, evidence)
  const why = whyNoPicture(one)
  return (
    <>
      <EvidenceList evidence={evidence} shownId={one.id} onSelect={select} />
      <article className={styles.one} aria-label={title} tabIndex={0}>
        <div>
          <Text weight="semibold" as="h3" block style={{ margin: 0 }}>
            {title}
          </Text>
          <Text size={200} className={styles.quiet}>
            {one.step} · {formatMoment(one.at, i18n.language)}
          </Text>
        </div>
        {picture !== null && <BadgePicture picture={picture} />}
        {why !== null && <Text className={styles.quiet}>{t(`noPicture.${why}`)}</Text>}
        {one.kind !== 'screenshot' && <EvidenceBody evidence={one} />}
      </article>
    </>
  )
}
