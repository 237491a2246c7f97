import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ChevronDown20Regular, ChevronRight20Regular } from '@fluentui/react-icons'
import { useId, useState, type ReactNode } from 'react'

const useStyles = makeStyles({
  button: { paddingLeft: tokens.spacingHorizontalXS, minWidth: 0, fontWeight: tokens.fontWeightRegular },
  body: { paddingTop: tokens.spacingVerticalS },
})

export interface DisclosureProps {
  readonly label: string
  readonly children: ReactNode
  readonly isOpenAtFirst?: boolean
}

/** Detail that only some want to see. */
export function Disclosure({ label, children, isOpenAtFirst = false }: DisclosureProps): ReactNode {
  const styles = useStyles()
  const id = useId()
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  return (
    <div>
      <Button
        appearance="transparent"
        size="small"
        className={styles.button}
        icon={isOpen ? <ChevronDown20Regular /> : <ChevronRight20Regular />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </Button>
      <div id={id} hidden={!isOpen} className={styles.body}>
        {isOpen && children}
      </div>
    </div>
  )
}
