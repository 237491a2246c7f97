const EMAIL = /([\p{L}\p{N}])[\p{L}\p{N}._%+'-]*@((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,})/gu

/** Test leads belong to nobody; their addresses stay readable as evidence. */
const OF_TEST_LEADS = /(^|\.)hunter-test\.invalid$/i

/** Leaves the first letter and the domain of an e-mail address, enough to recognise it and too little to use it. */
export function maskPersonalData(text: string): string {
  return text.replace(EMAIL, (address: string, first: string, domain: string) =>
    OF_TEST_LEADS.test(domain) ? address : `${first}***@${domain}`,
  )
}
