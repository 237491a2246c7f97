import { describe, expect, it } from 'vitest'
import { say, sayIn } from '../../../src/shared/words/step-words.ts'

describe('what a step says', () => {
  it('is English in the record and can be said in Turkish from its key and values', () => {
    const { detail, said } = say('connections', { peak: 4, limit: 52 })
    expect(detail).toBe('At most 4 of 52 connections.')
    expect(sayIn('tr', said)).toBe('52 bağlantıdan en çok 4 tanesi kullanıldı.')
  })

  it('says outcomes, badges and what is known of a reason in the reader’s words', () => {
    const { detail, said } = say('pushEndedBecause', { outcome: 'skipped', theReason: 'already_exists' })
    expect(detail).toBe('Skipped: already_exists')
    expect(sayIn('tr', said)).toBe('Atlandı: D365’te zaten var (already_exists)')
    expect(sayIn('tr', say('badgeSays', { badge: 'synced' }).said)).toBe('Rozet Eşitlendi diyor.')
    const foreign = say('tenantClosed', { theWhy: 'a server’s own words' }).said
    expect(sayIn('tr', foreign)).toBe('Kiracı açılamıyor: a server’s own words')
  })

  it('does not replace what stands in a value, and leaves unknown keys to the English words', () => {
    expect(say('tenantClosed', { theWhy: 'no {peak} here' }).detail).toBe('The tenant cannot be opened: no {peak} here')
    expect(sayIn('tr', { key: 'of a later version', values: {} })).toBeNull()
    expect(sayIn('tr', { key: 'toString', values: {} })).toBeNull()
  })
})
