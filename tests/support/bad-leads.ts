/** An export of six leads, of which one has no domain, three would be refused by D365, and two are fine, one of them with an emoji. */
export const BAD_LEADS_CSV = [
  'domain,company_name,contact_email,tenant_size,readiness_score',
  ',No domain,somebody@nowhere.example,small,50',
  `long.example,${'N'.repeat(500)},info@long.example,small,50`,
  'rocket.example,Şirket 🚀 A.Ş.,info@rocket.example,small,50',
  'choice.example,Choice,info@choice.example,gigantic,50',
  'mail.example,Mail,nobody,small,50',
  'fine.example,Fine,info@fine.example,medium,50',
].join('\n')

/** What is said of each of the three. */
export const WHY_REFUSED = {
  'long.example': 'companyname: the text is 500 characters long; D365 takes 100.',
  'choice.example': 'hnt_huntertenantsize: "gigantic" is none of small, medium, large.',
  'mail.example': 'emailaddress1: what stands there is no e-mail address.',
} as const
