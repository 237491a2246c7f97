import { describe, expect, it } from 'vitest'
import { recordedText } from '../../../src/shared/words/recorded-text.ts'

describe('what was recorded in English', () => {
  it.each([
    ['D365 created the lead.', 'D365 adayı oluşturdu.'],
    ['Retry 2 in 124 s: no answer in time', '2. yeniden deneme 124 sn sonra: no answer in time'],
    ['The row of companies for acme.example, after', 'acme.example için companies satırı, sonra'],
    [
      'C1.1: D365 holds no lead under the id 3ebc. C1.2: d365_lead_id is not a GUID.',
      'C1.1: D365’te 3ebc kimliğiyle bir aday yok. C1.2: d365_lead_id bir GUID değil.',
    ],
    ['D3.3: With HTTP 500: d365_sync_error is empty.', 'D3.3: HTTP 500 ile: d365_sync_error boş.'],
    [
      'Scenario C1 failed: C1.3: d365_sync_status is NULL.',
      'C1 senaryosu kaldı: C1.3: d365_sync_status NULL durumunda.',
    ],
    ['There is no domain.', 'Alan adı yok.'],
    [
      'Contoso answers as organisation 1b6f; until now it was 9d0b.',
      'Contoso şimdi 1b6f kuruluşu olarak yanıt veriyor; şimdiye dek 9d0b idi.',
    ],
    ['The lead could not be read back: no answer in time', 'Aday geri okunamadı: no answer in time'],
    [
      'readiness_score "many" is not a whole number from 0 to 100.',
      'readiness_score: "many", 0–100 arasında bir tam sayı değil.',
    ],
    [
      'companyname: the text is 130 characters long; D365 takes 100. emailaddress1: what stands there is no e-mail address.',
      'companyname: metin 130 karakter; D365 100 karakter alıyor. emailaddress1: yazılan bir e-posta adresi değil.',
    ],
    ['E1.1 Senaryo 1 (Happy Path): not run', 'E1.1 Senaryo 1 (mutlu yol): çalıştırılmadı'],
    [
      'E1.7 Duplicate lead üretilmiyor: stale (older than 7 days)',
      'E1.7 Yinelenen aday üretilmiyor: eskidi (7 günden eski)',
    ],
    ['Not as expected: d365_lead_id did not change.', 'Beklendiği gibi değil: d365_lead_id değişmedi.'],
  ])('is said in Turkish with its particulars: %s', (english, turkish) => {
    expect(recordedText('tr', english)).toBe(turkish)
    expect(recordedText('en', english)).toBe(english)
  })

  it.each([
    ['Somebody’s own note.'],
    ['C1.1: A sentence nobody translated.'],
    ['C1.1: d365_lead_id is not a GUID. C1.2: A sentence nobody translated.'],
    [''],
  ])('stays what it is where nobody translated it: %s', (text) => {
    expect(recordedText('tr', text)).toBeNull()
  })

  it('never takes the signs of a server’s text for a pattern of its own', () => {
    expect(recordedText('tr', 'Retry 1 in 60 s: $& {n} (x|y)*')).toBe('1. yeniden deneme 60 sn sonra: $& {n} (x|y)*')
  })
})
