import { z } from 'zod'

/** `own`: the admin's. */
export const MappingProfileNameSchema = z.enum(['hnt', 'hunter', 'standard', 'own'])
export type MappingProfileName = z.infer<typeof MappingProfileNameSchema>

/** How a column's values are checked before sending and compared after reading back. */
export const ColumnKindSchema = z.enum([
  'text',
  'memo',
  'url',
  'email',
  'integer',
  'decimal',
  'boolean',
  'choice',
  'date-time',
])
export type ColumnKind = z.infer<typeof ColumnKindSchema>

/** What Hunter knows of a lead and an admin may send to a column of their own choice. Topic, company, website and e-mail always go to D365's own columns. */
export const MappableFieldSchema = z.enum([
  'domain',
  'hunterId',
  'provider',
  'country',
  'segment',
  'readinessScore',
  'priorityScore',
  'tenantSize',
  'spf',
  'dkim',
  'dmarcPolicy',
  'mxRoot',
  'registrar',
  'expiresAt',
  'nameservers',
  'scanStatus',
  'scannedAt',
  'reason',
  'referralId',
  'azureTenantId',
  'infrastructureSummary',
])
export type MappableField = z.infer<typeof MappableFieldSchema>

/** Columns every profile fills in the same way: a push recognises its own lead by them, so no profile may send anything else there. */
export const FIXED_COLUMNS = ['subject', 'companyname', 'websiteurl', 'emailaddress1'] as const

/** One lead field and the D365 column it goes to. Type and limits are those the tenant's metadata gave when the profile was saved. */
export const OwnColumnSchema = z.strictObject({
  field: MappableFieldSchema,
  /** Logical name. */
  column: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,127}$/, 'A column is named by its logical name, such as contoso_score.')
    .refine((name) => !(FIXED_COLUMNS as readonly string[]).includes(name), 'Every profile fills this column already.'),
  kind: ColumnKindSchema,
  /** UTF-16 units; null where the kind has no length. */
  maxLength: z.int().positive().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** For a choice: the lead's word, lower case, to the column's integer. */
  choices: z.record(z.string().min(1).max(200), z.int()).nullable(),
})
export type OwnColumn = z.infer<typeof OwnColumnSchema>

/** The admin's own profile. */
export const OwnMappingSchema = z
  .strictObject({ columns: z.array(OwnColumnSchema).min(1, 'Choose at least one column.').max(100) })
  .refine(({ columns }) => new Set(columns.map(({ column }) => column)).size === columns.length, {
    message: 'A column is filled by one lead field only.',
  })
export type OwnMapping = z.infer<typeof OwnMappingSchema>

/** What an admin says of a column of the own profile; type and limits are read from the tenant. */
export const OwnChoiceSchema = z.strictObject({
  columns: z
    .array(
      OwnColumnSchema.pick({ field: true, column: true }).extend({
        choices: OwnColumnSchema.shape.choices.default(null),
      }),
    )
    .min(1, 'Choose at least one column.')
    .max(100),
})
export type OwnChoice = z.output<typeof OwnChoiceSchema>

/** A column of a built-in profile. `field` null: worked out at the push, so it cannot be taken into an own profile. */
const ProfileColumnSchema = OwnColumnSchema.pick({ kind: true, choices: true }).extend({
  column: z.string(),
  field: MappableFieldSchema.nullable(),
})
export type ProfileColumn = z.infer<typeof ProfileColumnSchema>

export const BuiltInProfilesSchema = z.record(MappingProfileNameSchema.exclude(['own']), z.array(ProfileColumnSchema))
export type BuiltInProfiles = z.infer<typeof BuiltInProfilesSchema>

/** A column of the tenant's lead table that a push could fill. */
export const TargetColumnSchema = z.strictObject({
  column: z.string(),
  /** The tenant's display name, else the logical name. */
  label: z.string(),
  /** Null for a type that no lead field can be written to (lookup, money, file …). */
  kind: ColumnKindSchema.nullable(),
  /** D365's own word for the type. */
  type: z.string(),
  maxLength: z.int().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  choices: z.array(z.strictObject({ value: z.int(), label: z.string() })),
  isRequired: z.boolean(),
  isWritable: z.boolean(),
})
export type TargetColumn = z.infer<typeof TargetColumnSchema>

/** What is wrong between a profile and the tenant's metadata. The window and the command line put it in words. */
export const MappingFaultSchema = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('missing') }),
  z.strictObject({ fault: z.literal('read_only') }),
  z.strictObject({ fault: z.literal('wrong_type'), needed: z.array(ColumnKindSchema), found: z.string() }),
  /** The column takes shorter texts than the profile promises to send. */
  z.strictObject({ fault: z.literal('too_short'), needed: z.int(), found: z.int() }),
  z.strictObject({
    fault: z.literal('narrow_range'),
    needed: z.tuple([z.number(), z.number()]),
    found: z.tuple([z.number(), z.number()]),
  }),
  /** The organisation demands a column that the profile never fills. */
  z.strictObject({ fault: z.literal('demanded_elsewhere') }),
  /** `leads`: how many stored leads hold more than fits. */
  z.strictObject({ fault: z.literal('too_long'), longest: z.int(), maxLength: z.int(), leads: z.int() }),
  z.strictObject({ fault: z.literal('choice_outside'), value: z.int(), word: z.string(), offered: z.array(z.int()) }),
  /** Words that stored leads hold and the choice map does not know. */
  z.strictObject({ fault: z.literal('word_unmapped'), words: z.array(z.string()), leads: z.int() }),
  /** Stored leads hold numbers outside what the column takes. */
  z.strictObject({
    fault: z.literal('out_of_range'),
    needed: z.tuple([z.number(), z.number()]),
    found: z.tuple([z.number(), z.number()]),
    leads: z.int(),
  }),
])
export type MappingFault = z.infer<typeof MappingFaultSchema>

export const MappingFindingSchema = z.strictObject({
  column: z.string(),
  field: MappableFieldSchema.nullable(),
  /** True: D365 would refuse a push under this profile. False: it may refuse some leads, or needs a look. */
  blocks: z.boolean(),
  detail: MappingFaultSchema,
})
export type MappingFinding = z.infer<typeof MappingFindingSchema>

/** A profile held against a tenant's metadata. `ok`: no finding blocks. */
export const MappingVerdictSchema = z.strictObject({ findings: z.array(MappingFindingSchema), ok: z.boolean() })
export type MappingVerdict = z.infer<typeof MappingVerdictSchema>

/** Which profile a tenant shall use; `own` null keeps the stored one. */
export const MappingChoiceSchema = z.strictObject({
  profile: MappingProfileNameSchema,
  own: OwnChoiceSchema.nullable(),
})
export type MappingChoice = z.output<typeof MappingChoiceSchema>
