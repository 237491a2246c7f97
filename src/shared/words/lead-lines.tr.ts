/**
 * Why a lead, a line of a file or a value is not taken, in Turkish; `{name}` stands for what differs, as in `recorded-lines.tr.ts`.
 * A line of a file begins with the column's name, a fault of a value with the D365 column and a colon.
 */
export const LEAD_LINES_IN_TURKISH: Readonly<Record<string, string>> = {
  // Lines of a file
  'There is no domain.': 'Alan adı yok.',
  '"{text}" is not a bare domain name like acme.example.': '"{text}", acme.example gibi yalın bir alan adı değil.',
  '"{text}" is not a domain name.': '"{text}" bir alan adı değil.',
  '"{text}" is longer than {most} characters.': '"{text}" {most} karakterden uzun.',
  '"{text}" has no dot: a domain has at least two parts.': '"{text}" noktasız: bir alan adı en az iki bölümlüdür.',
  '"{text}" has a part that no domain may have.': '"{text}" içinde hiçbir alan adında olamayacak bir bölüm var.',
  '"{text}" is an address, not a domain.': '"{text}" bir adres, alan adı değil.',
  'The domain {domain} is already on line {line}.': '{domain} alan adı {line}. satırda zaten var.',
  'The line has {cells} columns, the header {names}.': 'Satırda {cells} sütun var, başlıkta {names}.',
  'The line is longer than 1 MiB.': 'Satır 1 MiB’den uzun.',
  'The line holds a zero byte: this is not text.': 'Satırda sıfır baytı var: bu bir metin değil.',
  'The line is not UTF-8. Save the file as "CSV UTF-8".': 'Satır UTF-8 değil. Dosyayı "CSV UTF-8" olarak kaydedin.',
  'The quotes are broken.': 'Tırnaklar bozuk.',
  'There are more than {most} columns.': '{most} sütundan fazlası var.',
  'This is no object.': 'Bu bir nesne değil.',
  'The object names no domain.': 'Nesnede alan adı yok.',
  '{count} further lines were rejected.': '{count} satır daha geri çevrildi.',
  '{column} holds a control character.': '{column} bir denetim karakteri içeriyor.',
  '{column} is longer than {most} characters.': '{column} {most} karakterden uzun.',
  '{column} "{word}" is not a whole number from {least} to {most}.':
    '{column}: "{word}", {least}–{most} arasında bir tam sayı değil.',
  '{column} "{word}" is neither Yes nor No.': '{column}: "{word}" ne Yes ne No.',
  '{column} "{word}" is not a time.': '{column}: "{word}" bir zaman değil.',
  '{column} "{word}" is not a date.': '{column}: "{word}" bir tarih değil.',

  // Files
  'Another file was chosen meanwhile; choose this one again.':
    'Bu arada başka bir dosya seçildi; bu dosyayı yeniden seçin.',
  '{file}: The file is empty.': '{file}: Dosya boş.',
  '{file}: The file has a header and no line below it.': '{file}: Dosyada başlık var, altında satır yok.',
  '{file}: The file has no column "domain": its first line must name the columns, as in Hunter\'s export.':
    '{file}: Dosyada "domain" sütunu yok: ilk satır, Hunter’ın dışa aktarımındaki gibi sütunları adlandırmalı.',
  '{file}: This is no workbook (.xlsx).': '{file}: Bu bir çalışma kitabı (.xlsx) değil.',
  '{file}: The workbook is damaged, or has a password.': '{file}: Çalışma kitabı bozuk ya da parolalı.',
  '{file}: The workbook unpacks to more than 256 MiB: export CSV instead.':
    '{file}: Çalışma kitabı açılınca 256 MiB’den büyük: bunun yerine CSV olarak dışa aktarın.',

  // Values that D365 would refuse
  '{column}: the text holds a control character, which D365 refuses.':
    '{column}: metinde D365’in kabul etmediği bir denetim karakteri var.',
  '{column}: the text is {length} characters long; D365 takes {most}.':
    '{column}: metin {length} karakter; D365 {most} karakter alıyor.',
  '{column}: what stands there is no e-mail address.': '{column}: yazılan bir e-posta adresi değil.',
  '{column}: what stands there is not a number.': '{column}: yazılan bir sayı değil.',
  '{column}: what stands there is neither yes nor no.': '{column}: yazılan ne evet ne hayır.',
  '{column}: what stands there is not a time.': '{column}: yazılan bir zaman değil.',
  '{column}: {value} is not a whole number.': '{column}: {value} tam sayı değil.',
  '{column}: {value} is outside {least} to {most}.': '{column}: {value}, {least}–{most} aralığının dışında.',
  '{column}: "{word}" is none of {words}.': '{column}: "{word}" şunlardan biri değil: {words}.',
  '{column}: "{word}" is sent as {value}; D365 knows {values}.':
    '{column}: "{word}" {value} olarak gönderiliyor; D365’in bildikleri: {values}.',
  "{column}: the tenant's leads have no such column.": '{column}: bu kiracının adaylarında böyle bir sütun yok.',
  "{column}: the tenant's column cannot be written.": '{column}: bu kiracıdaki sütuna yazılamaz.',
  "{column}: the tenant's column is of type {type}.": '{column}: bu kiracıdaki sütunun türü {type}.',

  // Values that read back differently
  '{column} is another one in D365.': '{column} D365’te farklı.',
  '{column}: sent {sent}, D365 has {found}.': '{column}: gönderilen {sent}, D365’teki {found}.',
  'ownerid: D365 has no user {name} any more. Choose another owner for the new leads of this tenant.':
    'ownerid: D365’te artık {name} adlı kullanıcı yok. Bu kiracının yeni adayları için başka bir sahip seçin.',
  'ownerid: D365 has no team {name} any more. Choose another owner for the new leads of this tenant.':
    'ownerid: D365’te artık {name} adlı ekip yok. Bu kiracının yeni adayları için başka bir sahip seçin.',
  'ownerid: given to the user {name}, in D365 it belongs to {id}.':
    'ownerid: {name} kullanıcısına verildi, D365’te sahibi {id}.',
  'ownerid: given to the team {name}, in D365 it belongs to {id}.':
    'ownerid: {name} ekibine verildi, D365’te sahibi {id}.',

  // What a dry run says of an update
  'Overwrites what D365 has in {columns}.': 'D365’te şu sütunlarda duranın üzerine yazar: {columns}.',

  // Conflicts
  '{count} leads in D365 match this domain.': 'D365’teki {count} aday bu alan adıyla eşleşiyor.',
  'A lead in D365 has this website or e-mail address, but not the subject Hunter gives.':
    'D365’teki bir adayda bu web sitesi ya da e-posta adresi var, ama Hunter’ın verdiği konu yok.',
  'A lead of somebody else lies under the id that belongs to this domain.':
    'Bu alan adına ait kimliğin altında başkasının bir adayı var.',
  'The lead in D365 with this subject is closed.': 'D365’te bu konuyu taşıyan aday kapalı.',
  "The lead in D365 with this subject bears another company's name.":
    'D365’te bu konuyu taşıyan adayda başka bir şirketin adı var.',
  'None of the records found is open and has Hunter’s subject.':
    'Bulunan kayıtlar arasında açık olup Hunter’ın konusunu taşıyan yok.',
  '{count} of the records found are open and have Hunter’s subject.':
    'Bulunan kayıtların {count} tanesi açık ve Hunter’ın konusunu taşıyor.',
  'D365 shows none of the records found any more.': 'D365 bulunan kayıtların hiçbirini artık göstermiyor.',
  'The last records were made in the same moment.': 'Son kayıtlar aynı anda oluşturulmuş.',
  'A push has taken the lead up meanwhile.': 'Bu arada bir gönderim adayı ele aldı.',
  'The lead is not in conflict with any record; look again.': 'Aday hiçbir kayıtla çakışmıyor; yeniden bakın.',
  'The record lies under the id of this domain itself, so no other can be created there: adopt it, or mend it in D365 and look again.':
    'Kayıt bu alan adının kendi kimliği altında duruyor; orada başkası oluşturulamaz: sahiplenin ya da D365’te düzeltip yeniden bakın.',
  'The id is not a GUID.': 'Kimlik bir GUID değil.',
  'D365 has no lead {id}.': 'D365’te {id} kimlikli bir aday yok.',
  'There is no lead {domain} here; import it first.': 'Burada {domain} adlı bir aday yok; önce içe aktarın.',

  // Ends of a push
  'Cancelled.': 'İptal edildi.',
  'Cancelled before its turn.': 'Sırası gelmeden iptal edildi.',
  'Cancelled before the next try. {theReason}': 'Sonraki denemeden önce iptal edildi. {theReason}',
  'The run stopped: {theReason}': 'Çalıştırma durdu: {theReason}',
  'No organisation of D365 answers at {address}: check base URL and API version of the tenant, and whether a proxy or a sign-in page stands in between. {theReason}':
    '{address} adresinde bir D365 kuruluşu yanıt vermiyor: kiracının temel URL’sini ve API sürümünü, arada bir vekil sunucu ya da oturum açma sayfası bulunup bulunmadığını denetleyin. {theReason}',
  'The server answered {status} without a word.': 'Sunucu {status} yanıtını verdi, başka bir şey söylemedi.',
  'The server answered {status} with something that is not an answer of Dataverse.':
    'Sunucu {status} yanıtını verdi; gövdesi bir Dataverse yanıtı değil.',
  'Stopped before D365 could say whether the lead arrived.': 'D365 adayın ulaşıp ulaşmadığını söyleyemeden durduruldu.',
  'The console was closed; the push goes on at the next start.': 'Konsol kapatıldı; gönderim sonraki açılışta sürer.',
  'The run broke off before the answer was read; D365 is asked at the next start.':
    'Çalıştırma yanıt okunmadan kesildi; D365’e sonraki açılışta sorulur.',
  'an error in the console broke it off; the log says which.':
    'konsoldaki bir hata onu kesti; hangisi olduğunu günlük söylüyor.',
  'D365 confirmed lead {id}, but reading it back finds none.':
    'D365 {id} adayını onayladı, ama geri okunduğunda böyle bir aday yok.',
  'The lead could not be read back.': 'Aday geri okunamadı.',
  'The lead could not be read back: {theReason}': 'Aday geri okunamadı: {theReason}',
  '{count} columns read back differently.': '{count} sütun geri okumada farklı çıktı.',

  // Answers that were lost
  'An update was sent and no clear answer came; D365 is asked what the record holds.':
    'Bir güncelleme gönderildi, açık bir yanıt gelmedi; D365’e kayıtta ne olduğu soruluyor.',
  'The answer was lost, the update is there.': 'Yanıt kayboldu, güncelleme orada.',
  'It was cancelled, and D365 says it did not arrive.': 'İptal edildi ve D365 ulaşmadığını söylüyor.',
  'An update got no answer, and D365 has no lead under this id any more.':
    'Bir güncelleme yanıt almadı ve D365’te bu kimlikle artık bir aday yok.',
  'An update got no answer. D365 holds other values than the lead has here: {columns}. Push the lead to bring them there.':
    'Bir güncelleme yanıt almadı. D365’teki değerler adayın buradaki değerlerinden farklı: {columns}. Bunları oraya taşımak için adayı gönderin.',

  // Rules that forbid a push
  'The feature flag of {tenant} is off.': '{tenant} kiracısının özellik bayrağı kapalı.',
  'The tenant {tenant} was removed.': '{tenant} kiracısı kaldırıldı.',
  '{tenant} is a PROD tenant and writing to it is locked.': '{tenant} bir PROD kiracısı ve yazmaya kilitli.',
  'What kind of environment {tenant} is was not read yet, so it counts as PROD and writing to it is locked; test the tenant, which reads it.':
    '{tenant} kiracısının ortam türü henüz okunmadı; bu yüzden PROD sayılıyor ve yazmaya kilitli. Türü okumak için kiracıyı sınayın.',
  '{tenant} answers as organisation {now}; until now it was {before}.':
    '{tenant} şimdi {now} kuruluşu olarak yanıt veriyor; şimdiye dek {before} idi.',
  'Conflicts were settled by the rule {rule}: {adopted} adopted, {released} released, {left} left.':
    'Çakışmalar {rule} kuralıyla çözüldü: {adopted} sahiplenildi, {released} bırakıldı, {left} kaldı.',
}
