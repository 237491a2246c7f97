import { makeStyles, tokens } from '@fluentui/react-components'

export const ROW_HEIGHT = 48

const notWide = '@container leads (max-width: 900px)'
// The two templates must not overlap: the order of at-rules in the made style sheet is not the order written here.
const narrow = '@container leads (min-width: 660.02px) and (max-width: 900px)'
const narrowest = '@container leads (max-width: 660px)'

/** One grid for the head and every row, so that columns stay aligned; columns step back as the list gets narrow. */
export const useListLayout = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    flex: 1,
    minHeight: 0,
    minWidth: 0,
    containerType: 'inline-size',
    containerName: 'leads',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
  },
  columns: {
    display: 'grid',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    paddingLeft: tokens.spacingHorizontalM,
    paddingRight: tokens.spacingHorizontalM,
    gridTemplateColumns: '32px 84px minmax(180px, 2fr) minmax(84px, 1fr) minmax(92px, 1fr) 64px 136px 124px',
    [narrow]: { gridTemplateColumns: '32px 84px minmax(150px, 1fr) 64px 124px 100px' },
    [narrowest]: { gridTemplateColumns: '32px 84px minmax(120px, 1fr) 132px' },
  },
  wideOnly: { [notWide]: { display: 'none' } },
  notNarrowest: { [narrowest]: { display: 'none' } },
  cell: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
})
