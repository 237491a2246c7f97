import type { DuplicateRule, PluginStep } from '../d365/metadata-reader.ts'
import { connected, passed, skipped, warned, watching, type Check } from './check-context.ts'
import { listed, said, together, type Said } from './said.ts'

/** More names than this make a sentence nobody reads; evidence has them all. */
const NAMED = 5

/** A3.1: what else runs on a new lead in this organisation. No runbook line; whoever reads a differing read-back wants to know it. */
export const CHECK_A3_1: Check = {
  id: 'A3.1',
  title: 'Duplicate rules and plug-in steps on lead',
  proves: said(
    'Nothing in this organisation changes or blocks a lead while it is pushed.',
    'Bu kuruluşta, gönderilirken bir adayı değiştiren ya da engelleyen bir şey yok.',
  ),
  needs: 'user',
  places: ['solutions'],
  run: async (context) => {
    const { metadata } = connected(context).d365
    const { call, exchanges } = watching(context)
    const [rules, steps] = [await metadata.readDuplicateRules(call), await metadata.readPluginSteps(call)]
    const body = {
      rules: rules.ok ? rules.value.rules : { failure: rules.failure },
      steps: steps.ok ? steps.value.steps : { failure: steps.failure },
      exchanges,
    }
    const evidence = [context.keep({ kind: 'note', title: 'What runs on a new lead', body })]
    const told = together(
      rules.ok
        ? sayRules(rules.value.rules)
        : said('Duplicate rules may not be read here.', 'Yinelenen kayıt kuralları burada okunamıyor.'),
      steps.ok
        ? sayPlugins(steps.value.steps)
        : said('Plug-in steps may not be read here.', 'Eklenti adımları burada okunamıyor.'),
    )
    if (!rules.ok && !steps.ok) return { ...skipped(told), evidence }
    const isChanged = steps.ok && steps.value.steps.length > 0
    return isChanged ? warned(told, HOW_TO_LOOK, evidence) : passed(told, evidence)
  },
}

const HOW_TO_LOOK = said(
  'Nothing to do while pushes read back as sent; if one is refused or comes back different, ask the owner of the plug-in first.',
  'Gönderilenler aynen geri okunduğu sürece yapılacak bir şey yok; biri reddedilir ya da farklı dönerse önce eklentinin sahibine sorun.',
)

function sayRules(rules: readonly DuplicateRule[]): Said {
  if (rules.length === 0) {
    return said('No duplicate rule in force was seen.', 'Yürürlükte bir yinelenen kayıt kuralı görülmedi.')
  }
  const names = listed(rules.slice(0, NAMED).map(({ name }) => `“${name}”`))
  return said(
    `Duplicate rules in force (${String(rules.length)}): ${names.en}. They do not apply to pushes, because the Web API suppresses them unless asked.`,
    `Yürürlükteki yinelenen kayıt kuralları (${String(rules.length)}): ${names.tr}. Web API istenmedikçe bastırdığından gönderimlere uygulanmaz.`,
  )
}

function sayPlugins(steps: readonly PluginStep[]): Said {
  if (steps.length === 0) return said('No plug-in step was seen.', 'Bir eklenti adımı görülmedi.')
  const names = listed(steps.slice(0, NAMED).map(({ name, message }) => `“${name}” (${message})`))
  return said(
    `Plug-in steps that run within a push and may change or refuse a lead (${String(steps.length)}): ${names.en}.`,
    `Gönderim sırasında çalışan, adayı değiştirebilecek ya da reddedebilecek eklenti adımları (${String(steps.length)}): ${names.tr}.`,
  )
}
