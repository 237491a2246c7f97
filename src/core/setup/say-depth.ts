import type { PrivilegeDepth } from '../d365/metadata-reader.ts'
import { said, type Said } from './said.ts'

/** What D365 calls the depths on its role page. Source: Microsoft Learn, "Security roles and privileges" (record-level access). */
export const DEPTHS: Readonly<Record<PrivilegeDepth, Said>> = {
  Basic: said('user', 'kullanıcı'),
  Local: said('business unit', 'iş birimi'),
  Deep: said('parent: child business units', 'üst: alt iş birimleri'),
  Global: said('organisation', 'kuruluş'),
}
