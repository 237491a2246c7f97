/**
 * Text as people type it into a search box: no case, no accents, and the four Turkish i's as one letter,
 * so that `karacam` and `KARAÇAM` find `Karaçam`. SQLite's own LIKE folds ASCII only.
 */
export const foldForSearch = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i')
