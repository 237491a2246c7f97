/** The body of a control request is not what the resource takes. */
export class UnreadableControlError extends Error {
  override readonly name = 'UnreadableControlError'
}
