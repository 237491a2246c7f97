/** Tried only where a word begins: a long text without an address is read once, not once per letter. */
const EMAIL =
  /(?<![\p{L}\p{N}._%+'-])[._%+'-]*([\p{L}\p{N}])[\p{L}\p{N}._%+'-]*@((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,})/gu

/** With its country code and at least eight digits; digests and times hold no such thing. */
const PHONE = /(?<![\w+/=.])\+\d{1,3}(?:[ .()-]{0,2}\d){7,12}(?!\w)/g

/** The columns of a lead or contact that name a person, as they stand in the bodies that are kept as evidence. */
const PERSON =
  /("(?:firstname|middlename|lastname|jobtitle|mobilephone|fax|pager|telephone[123]|address\d_telephone[123])"\s*:\s*")((?:[^"\\]|\\.)+)(?=")/gi

/** Test leads belong to nobody; their addresses stay readable as evidence. */
const OF_TEST_LEADS = /(^|\.)hunter-test\.invalid$/i
const TEST_LEAD = /hunter-test\.invalid/i

/**
 * Leaves the first letter and the domain of an e-mail address, enough to recognise it and too little to use it, and nothing of telephone
 * numbers and of the columns that name a person. What belongs to a test lead stays.
 */
export function maskPersonalData(text: string): string {
  const masked = text
    .replace(EMAIL, (address: string, first: string, domain: string) =>
      OF_TEST_LEADS.test(domain) ? address : `${first}…@${domain}`,
    )
    .replace(PHONE, '+…')
  return TEST_LEAD.test(text) ? masked : masked.replace(PERSON, '$1…')
}

/** The same value with every text in it masked; keys stay. */
export function maskAll<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, one: unknown) =>
    typeof one === 'string' ? maskPersonalData(one) : one,
  ) as T
}
