import { Button, useRestoreFocusTarget, type ButtonProps } from '@fluentui/react-components'
import type { ReactNode } from 'react'

/** A button that opens a dialog or a drawer: the focus comes back to it when that closes. */
export function OpenerButton(props: ButtonProps): ReactNode {
  const target = useRestoreFocusTarget()
  return <Button {...target} {...props} />
}
