/** Whether a host, as `URL.hostname` gives it, is this machine by its name or number. Source: RFC 6761, section 6.3; RFC 1122, section 3.2.1.3. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
