import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Search20Regular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { knownCodes, searchCodes } from '../../../../shared/advice/known-codes.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Section } from '../../ui/section.tsx'

const useStyles = makeStyles({
  search: { maxWidth: '480px' },
  codes: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  code: {
    display: 'grid',
    gridTemplateColumns: '150px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  name: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, lineHeight: '20px' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Every code of Entra ID and Dataverse that the console can explain; a whole error message may be pasted. */
export function ErrorCodes(): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('setup')
  const [text, setText] = useState('')
  const language = languageOf(i18n.language)
  const codes = useMemo(() => knownCodes(language), [language])
  const found = searchCodes(codes, text, language)
  return (
    <Section title={t('codes.title')} hint={t('codes.hint', { count: codes.length })}>
      <Field label={t('codes.search')} className={styles.search}>
        <Input
          type="search"
          value={text}
          contentBefore={<Search20Regular />}
          placeholder="AADSTS7000215, 0x80040217, -2147220969 …"
          onChange={(_event, data) => setText(data.value)}
          spellCheck={false}
        />
      </Field>
      {found.length === 0 ? (
        <EmptyState icon={<Search20Regular />} title={t('codes.none')} body={t('codes.noneBody')} />
      ) : (
        <ul className={styles.codes} aria-label={t('codes.found', { count: found.length })}>
          {found.map(({ code, from, means, remedy }) => (
            <li key={code} className={styles.code}>
              <div className={styles.words}>
                <Text className={styles.name}>{code}</Text>
                <Text size={200} className={styles.quiet}>
                  {from}
                </Text>
              </div>
              <div className={styles.words}>
                <Text weight="semibold">{means}</Text>
                <Text>{remedy}</Text>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
