import { confirmedByHand } from './check-prerequisites.ts'
import { said } from './said.ts'

/** B2: only who runs Hunter can restart it. Redis keys: hunter-facts 4.4 (they name no tenant and no client). */
export const CHECK_B2 = confirmedByHand({
  id: 'B2',
  title: 'Container restart',
  what: said(
    'API and worker were restarted after the last change of the variables.',
    'Değişkenler son değiştiğinden beri API ve worker yeniden başlatıldı.',
  ),
  commands: [
    'docker-compose restart api worker',
    'kubectl rollout restart deployment/api deployment/worker',
    'redis-cli DEL d365_access_token d365_token_expires_at d365_token_lock',
  ],
  remedy: said(
    'Restart with one of the commands. If tenant, client or secret changed, drop Hunter’s three Redis keys too: its cached token outlives the change.',
    'Komutlardan biriyle yeniden başlatın. Kiracı, istemci ya da gizli anahtar değiştiyse Hunter’ın üç Redis anahtarını da silin: önbellekteki belirteç değişiklikten sonra da yaşar.',
  ),
})
