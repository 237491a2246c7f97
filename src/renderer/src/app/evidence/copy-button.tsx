import { Button } from '@fluentui/react-components'
import { Checkmark16Regular, Copy16Regular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface CopyButtonProps {
  readonly text: string
  readonly label: string
  /** Where there is one on every line: the icon alone, its words for whoever points at it or cannot see it. */
  readonly isCompact?: boolean
}

/** Copies text; the page may not read the clipboard, and needs no permission to write what the user asks for. */
export function CopyButton({ text, label, isCompact = false }: CopyButtonProps): ReactNode {
  const { t } = useTranslation('evidence')
  const [copied, setCopied] = useState<string | null>(null)
  const isCopied = copied === text
  const words = isCopied ? t('copied') : label
  return (
    <Button
      size="small"
      icon={isCopied ? <Checkmark16Regular /> : <Copy16Regular />}
      onClick={() => setCopied(copy(text) ? text : null)}
      {...(isCompact ? { appearance: 'subtle', title: words, 'aria-label': words } : {})}
    >
      {isCompact ? null : <span aria-live="polite">{words}</span>}
    </Button>
  )
}

function copy(text: string): boolean {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', put)
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- today's clipboard asks for a permission, and this window grants none
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', put)
  }
}
