import { Command } from 'commander'
import type { CommandLine } from './command-line.ts'
import { addBackupCommands } from './commands/backup-commands.ts'
import { addBundleCommand } from './commands/bundle-command.ts'
import { addCheckCommands } from './commands/check-commands.ts'
import { addDecodeCommand } from './commands/decode-command.ts'
import { addDoctorCommand } from './commands/doctor-command.ts'
import { addGateCommands } from './commands/gate-commands.ts'
import { addLeadCommands } from './commands/lead-commands.ts'
import { addMappingCommands } from './commands/mapping-commands.ts'
import { addPushCommand } from './commands/push-command.ts'
import { addReportCommand } from './commands/report-command.ts'
import { addRunCommands } from './commands/run-commands.ts'
import { addRunbookCommand } from './commands/runbook-command.ts'
import { addSandboxCommand } from './commands/sandbox-command.ts'
import { addScenarioCommands } from './commands/scenario-commands.ts'
import { addTenantCommands } from './commands/tenant-commands.ts'
import { addGlobalOptions } from './global-options.ts'

/** Every command with its options; nothing runs before `parseAsync`. */
export function createProgram(cli: CommandLine, version: string): Command {
  const program = addGlobalOptions(new Command('hunter-d365'))
    .description('Wires Hunter to Dynamics 365, tenant by tenant, with evidence.')
    .version(version)
    .showHelpAfterError('"--help" shows what there is.')
    .configureHelp({ showGlobalOptions: true })
  addRunbookCommand(program, cli)
  addTenantCommands(program, cli)
  addCheckCommands(program, cli)
  addScenarioCommands(program, cli)
  addRunCommands(program, cli)
  addLeadCommands(program, cli)
  addMappingCommands(program, cli)
  addPushCommand(program, cli)
  addGateCommands(program, cli)
  addReportCommand(program, cli)
  addSandboxCommand(program, cli)
  addBackupCommands(program, cli)
  addBundleCommand(program, cli)
  addDecodeCommand(program, cli)
  addDoctorCommand(program, cli)
  return program
}
