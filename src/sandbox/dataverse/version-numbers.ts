import type { SettingsStore } from '../store/settings-store.ts'

const blockSize = 10_000

/** Row versions: one rising sequence for the whole organisation, never handed out twice, restarts included. */
export class VersionNumbers {
  private readonly settings: SettingsStore
  private next: number
  private reservedUpTo: number

  constructor(settings: SettingsStore) {
    this.settings = settings
    this.next = Number(settings.get('nextVersion') ?? 1_000_000)
    this.reservedUpTo = this.next
  }

  take(): number {
    // Blocks are reserved ahead, so that not every write pays for a second one.
    if (this.next >= this.reservedUpTo) {
      this.reservedUpTo = this.next + blockSize
      this.settings.set('nextVersion', String(this.reservedUpTo))
    }
    const version = this.next
    this.next += 1
    return version
  }
}
