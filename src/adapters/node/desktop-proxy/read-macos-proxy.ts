import { hopAt, NO_PROXY, type DesktopProxy } from './desktop-proxy.ts'

/**
 * macOS's settings, as `scutil --proxy` prints them: `Key : value` per line, arrays by number.
 * Source: Apple, "System Configuration", proxy keys (kSCPropNetProxies…).
 */
export function readMacosProxy(text: string): DesktopProxy {
  const pairs = [...text.matchAll(/^\s*(\w+) : (.+?)\s*$/gm)].map(([, key = '', value = '']) => [key, value] as const)
  const values = new Map(pairs)
  const isOn = (key: string): boolean => values.get(key) === '1'
  if (isOn('ProxyAutoConfigEnable')) return { mode: 'script', url: values.get('ProxyAutoConfigURLString') ?? null }
  if (isOn('ProxyAutoDiscoveryEnable')) return { mode: 'script', url: null }
  if (!isOn('HTTPSEnable') && !isOn('SOCKSEnable')) return NO_PROXY
  return {
    mode: 'manual',
    hop: isOn('HTTPSEnable') ? hopAt(values.get('HTTPSProxy'), values.get('HTTPSPort')) : null,
    except: pairs.flatMap(([key, value]) => (/^\d+$/.test(key) ? [value] : [])),
    isLocalDirect: isOn('ExcludeSimpleHostnames'),
  }
}
