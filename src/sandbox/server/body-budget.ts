/** Bodies held at once by all requests together, in bytes: four of the largest. What goes beyond is told to come back. */
const mostBytesHeld = 256 * 1024 * 1024

/** Counts the bytes of request bodies in memory, so that many clients at once cannot take more than one could. */
export class BodyBudget {
  private readonly most: number
  private held = 0

  constructor(most = mostBytesHeld) {
    this.most = most
  }

  /** False when so many more would be too many; nothing is counted then. */
  take(bytes: number): boolean {
    if (this.held + bytes > this.most) return false
    this.held += bytes
    return true
  }

  release(bytes: number): void {
    this.held -= bytes
  }
}
