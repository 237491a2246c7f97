import { seededRandom } from '../../faults/seeded-random.ts'
import { stableId } from '../catalogue/table.ts'
import { seedRow } from './seed-organisation.ts'
import type { Organisation } from '../organisation.ts'

const starts = [
  'Anadolu',
  'Boğaziçi',
  'Çınar',
  'Doğuş',
  'Ege',
  'Fırat',
  'Güneş',
  'Işık',
  'İstanbul',
  'Şafak',
  'Ünlü',
  'Öztürk',
  'Northwind',
  'Contoso',
  'Fabrikam',
  'Tailspin',
  'Adventure',
  'Lakeshore',
  'Blue Yonder',
  'Litware',
]
const trades = [
  'Yazılım',
  'Lojistik',
  'Gıda',
  'Tekstil',
  'Mobilya',
  'Enerji',
  'Inşaat',
  'Otomotiv',
  'Bilişim',
  'Kimya',
  'Software',
  'Logistics',
  'Foods',
  'Textiles',
  'Furniture',
  'Energy',
  'Works',
  'Motors',
  'Systems',
  'Chemicals',
]
const forms = ['A.Ş.', 'Ltd. Şti.', 'San. ve Tic. A.Ş.', 'Ltd', 'GmbH', 'Inc.']
const longTail =
  ' Uluslararası Taşımacılık, Dış Ticaret, Danışmanlık ve Sanayi Yatırımları Holding Anonim Şirketi Genel Merkezi'

const pick = (list: readonly string[], random: () => number): string => list[Math.floor(random() * list.length)] ?? ''

/** Letters that a domain name can carry. */
const toLabel = (name: string): string =>
  name
    .toLocaleLowerCase('tr')
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '')

/**
 * Made-up companies as leads that somebody typed in, numbered from 1, so that the same number always gives the same lead. Turkish
 * and overlong names are among them. Adds those of 1 to `count` that are missing; answers how many.
 */
export const seedLeads = (organisation: Organisation, count: number): number =>
  organisation.store.transaction(() => {
    const leads = organisation.catalogue.get('lead')
    let added = 0
    for (let number = 1; number <= count; number += 1) {
      const id = stableId(`lead:${number}`)
      if (organisation.records.exists(leads, id)) continue
      seedLead(organisation, id, number)
      added += 1
    }
    return added
  })

const seedLead = (organisation: Organisation, id: string, number: number): void => {
  const random = seededRandom(number)
  const start = pick(starts, random)
  const trade = pick(trades, random)
  const long = number % 17 === 0 ? longTail : ''
  const company = `${start} ${trade} ${pick(forms, random)}${long}`.slice(0, 100)
  const domain = `${toLabel(start)}${toLabel(trade)}${number}.example`
  const { identity } = organisation
  seedRow(organisation, 'lead', id, {
    subject: `Interest in migration: ${company}`.slice(0, 300),
    companyname: company,
    websiteurl: `https://www.${domain}`,
    emailaddress1: `info@${domain}`,
    numberofemployees: Math.floor(random() * 900) + 5,
    leadsourcecode: Math.floor(random() * 10) + 1,
    prioritycode: 1,
    salesstagecode: 1,
    preferredcontactmethodcode: 1,
    statecode: 0,
    statuscode: 1,
    ownerid: identity.administratorId,
    ownerid$type: 'systemuser',
    owninguser: identity.administratorId,
    owningbusinessunit: identity.businessUnitId,
  })
}
