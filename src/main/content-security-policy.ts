/** The place in index.html that the protocol handler fills with the nonce of this load. */
export const NONCE_PLACE = '__CSP_NONCE__'

/**
 * What the console's page may load: its own files, and the style elements that carry this load's nonce (Fluent makes its style rules
 * at run time). Everything not named is refused; nothing leaves the machine.
 * Source: Electron docs, Security, "Define a Content Security Policy"; CSP Level 3.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    'frame-src app://report',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}
