/** A metadata object as JSON, with what `$expand` may add to it. */
export interface Document {
  /** Name of the concrete type, without namespace, e.g. `StringAttributeMetadata`. */
  readonly type: string
  /** Properties of the base type, which can be selected without a cast. */
  readonly base: Readonly<Record<string, unknown>>
  /** Properties of the concrete type. */
  readonly derived: Readonly<Record<string, unknown>>
  readonly navigations: Readonly<Record<string, () => Document | readonly Document[] | null>>
}

/** A label in the organisation's one language. */
export const label = (text: string | undefined) => {
  const localized =
    text === undefined
      ? null
      : { Label: text, LanguageCode: 1033, IsManaged: false, MetadataId: null, HasChanged: null }
  return { LocalizedLabels: localized ? [localized] : [], UserLocalizedLabel: localized }
}

export const managedProperty = (value: unknown, name: string, canBeChanged = true) => ({
  Value: value,
  CanBeChanged: canBeChanged,
  ManagedPropertyLogicalName: name,
})
