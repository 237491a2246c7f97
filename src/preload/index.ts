import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { RawBridge } from '../shared/contract/bridge.ts'
import { CALL_CHANNEL, CALL_NAMES, EVENT_CHANNEL, EVENT_NAMES } from '../shared/contract/names.ts'

const callNames: ReadonlySet<string> = new Set(CALL_NAMES)
const eventNames: ReadonlySet<string> = new Set(EVENT_NAMES)

/** All of the outside world that the page can see: two functions, two lists of names. Neither `ipcRenderer` nor an event object passes. */
const bridge: RawBridge = {
  call: (name, input) => {
    if (!callNames.has(name)) return Promise.reject(new Error('There is no such call.'))
    return ipcRenderer.invoke(CALL_CHANNEL, name, input)
  },
  on: (name, listener) => {
    if (!eventNames.has(name)) throw new Error('There is no such event.')
    const forward = (_event: IpcRendererEvent, arrived: unknown, payload: unknown): void => {
      if (arrived === name) listener(payload)
    }
    ipcRenderer.on(EVENT_CHANNEL, forward)
    return () => void ipcRenderer.removeListener(EVENT_CHANNEL, forward)
  },
}

contextBridge.exposeInMainWorld('hunterConsole', bridge)
