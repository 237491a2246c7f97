import { Button } from '@fluentui/react-components'
import { ErrorCircle20Regular } from '@fluentui/react-icons'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state.tsx'

interface ErrorBoundaryState {
  readonly hasFailed: boolean
}

/** A bug in one place must not take the window away from the work that runs. React offers this to classes only. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false }

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return <CrashNotice onAgain={() => this.setState({ hasFailed: false })} />
  }
}

function CrashNotice({ onAgain }: { readonly onAgain: () => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<ErrorCircle20Regular />}
      title={t('crash.title')}
      body={t('crash.body')}
      action={<Button onClick={onAgain}>{t('crash.again')}</Button>}
    />
  )
}
