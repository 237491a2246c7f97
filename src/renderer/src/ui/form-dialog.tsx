import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/model/failure.ts'
import { FailureNotice } from './failure-notice.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

export interface FormDialogProps {
  readonly title: string
  readonly submitLabel: string
  /** Of the last try. */
  readonly failure: Failure | null
  /** Whether it may be sent as it stands. */
  readonly isReady: boolean
  readonly isBusy: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  /** Between *Cancel* and the button that sends it. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A few fields that are sent together; rendered while it is open. */
export function FormDialog(props: FormDialogProps): ReactNode {
  const { title, submitLabel, failure, onSubmit, onClose } = props
  const styles = useStyles()
  const { t } = useTranslation()
  const canSubmit = props.isReady && !props.isBusy
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <form
          noValidate
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault()
            if (canSubmit) onSubmit()
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {failure && <FailureNotice failure={failure} />}
              {props.children}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('cancel')}</Button>
              {props.action}
              <Button appearance="primary" type="submit" disabled={!canSubmit}>
                {submitLabel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
