import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly title: string
  readonly children: ReactNode
  readonly confirmLabel: string
  /** When given, the admin must type exactly this before the button works. */
  readonly typedWords?: { readonly label: string; readonly expected: string }
  readonly isBusy?: boolean
  readonly onConfirm: (typed: string) => void
  readonly onClose: () => void
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { isOpen, onClose } = props
  return (
    <Dialog open={isOpen} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      {isOpen ? <ConfirmSurface {...props} /> : <></>}
    </Dialog>
  )
}

function ConfirmSurface(props: ConfirmDialogProps): ReactNode {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const isAllowed = props.typedWords === undefined || typed === props.typedWords.expected
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isAllowed) props.onConfirm(typed)
        }}
      >
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>
            {props.children}
            {props.typedWords && (
              <Field label={props.typedWords.label} style={{ marginTop: 12 }}>
                <Input
                  value={typed}
                  onChange={(_event, data) => setTyped(data.value)}
                  autoComplete="off"
                  spellCheck={false}
                />
              </Field>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onClose}>{t('cancel')}</Button>
            <Button appearance="primary" type="submit" disabled={!isAllowed || props.isBusy === true}>
              {props.confirmLabel}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  )
}
