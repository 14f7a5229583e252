import type { Line } from './lines.de.ts';
import { type LineText, lines } from './vocabulary.ts';

/**
 * Every spoken sentence in Turkish, by name: the same lines with the same blanks as the German ones.
 * NEEDS A CHECK by a native speaker before it is offered to callers, best by one who records it.
 * Blanks stand where they need no ending. Names of places are said by the German voice. `_` is a pause.
 */
export const turkish: Record<Line, LineText> = lines({
  // Front menu
  frontMenu: [
    'İyi günler. _ Hayati tehlike varsa lütfen telefonu kapatın ve bir, bir, ikiyi arayın. _ Bir, bir, altı, bir, bir, yedi numaralı hatta bağlandınız. _ Bu arama ücretsizdir. _ ' +
      'Şu anda doktora ihtiyacınız varsa: _ bire basın. _ Aşı randevusu istiyorsanız: _ ikiye basın. _ Uzman doktor randevusu arıyorsanız: _ üçe basın. _ ' +
      'Tuşlara basamıyor musunuz? _ O zaman hatta kalmanız yeterli.',
    { language: 'de', text: 'Andere Sprachen: Drücken Sie die neun.' },
    { language: 'en', text: 'Other languages: press nine.' },
    { language: 'ru', text: 'Другие языки: нажмите девять.' },
  ],
  frontMenuShort: 'Doktor için: bire basın. _ Aşı randevusu için: ikiye basın. _ Uzman doktor için: üçe basın. _ Yoksa hatta kalmanız yeterli.',
  connectingMedical: 'Sizi nöbetçi doktor hizmetine bağlıyoruz. _ Lütfen hatta kalın.',
  medicalAgain: 'Orası şu anda meşgul. _ Bir kez daha deniyoruz. _ Hayati tehlike varsa: bir, bir, ikiyi arayın.',
  medicalNumber:
    'Orada şu anda kimseye ulaşamıyoruz. _ Hayati tehlike varsa bir, bir, ikiyi arayın. _ Yoksa lütfen şu numarayı arayın: _ {medicalNumber}. _ Bir kez daha: _ {medicalNumber}.',
  connectingSpecialist: 'Sizi uzman doktor randevu hizmetine bağlıyoruz. _ Lütfen hatta kalın.',
  specialistAgain: 'Orası şu anda meşgul. _ Bir kez daha deniyoruz.',
  specialistNumber:
    'Orada şu anda kimseye ulaşamıyoruz. _ Lütfen daha sonra şu numarayı arayın: _ {specialistNumber}. _ Bir kez daha: _ {specialistNumber}.',
  languages: [
    { language: 'de', text: 'Für Deutsch: _ Drücken Sie die eins.' },
    { language: 'en', text: 'For English: press two.' },
    { language: 'tr', text: 'Türkçe için üçe basın.' },
    { language: 'ru', text: 'Для русского языка: нажмите четыре.' },
  ],

  // Main menu
  welcome:
    'İyi günler. _ Burası Westfalen-Lippe aşı randevu hizmeti. _ Yalnızca doğum tarihini, posta kodunu ve telefon numarasını soruyoruz. _ Bu görüşme kaydedilmiyor.',
  mainMenu:
    'Telefonun tuşlarıyla randevu almak için: _ bire basın. _ Randevunuz zaten varsa: _ ikiye basın. _ Bir görevliyle konuşmak için: _ sıfıra basın.',
  mainMenuShort: 'Randevu almak için: bire basın. _ Randevunuz zaten varsa: ikiye basın. _ Görevli için: sıfıra basın.',

  // Waiting
  waitFirst:
    'Şu anda çok sayıda insan arıyor. _ Tahmini bekleme süreniz: {minutes}. _ Hatta kalmak zorunda değilsiniz. _ Sizi memnuniyetle geri ararız. _ Sıranız kaybolmaz. _ ' +
    'Geri aranmak için: _ bire basın. _ Yoksa hatta kalmanız yeterli. _ Yeniden aramak size daha iyi bir sıra kazandırmaz.',
  waitFirstUnknown:
    'Şu anda çok sayıda insan arıyor. _ Ne kadar bekleyeceğinizi henüz söyleyemiyoruz. _ Hatta kalmak zorunda değilsiniz. _ Sizi memnuniyetle geri ararız. _ Sıranız kaybolmaz. _ ' +
    'Geri aranmak için: _ bire basın. _ Yoksa hatta kalmanız yeterli. _ Yeniden aramak size daha iyi bir sıra kazandırmaz.',
  waitStill: 'Kalan süre yaklaşık {minutes}. _ Sabrınız için teşekkür ederiz. _ Geri aranmak için: bire basın.',
  waitLonger:
    'Ne yazık ki söylediğimizden daha uzun sürüyor. _ Kalan süre yaklaşık {minutes}. _ Özür dileriz. _ Geri aranmak için: _ bire basın.',
  waitUnknown: 'Daha ne kadar süreceğini şu anda söyleyemiyoruz. _ Sıranız kaybolmaz. _ Geri aranmak için: _ bire basın.',
  yourTurn: 'Beklediğiniz için teşekkür ederiz. _ Şimdi sıra sizde.',
  allBusy: 'Bütün hatlar dolu. _ Sıranızı aklımızda tutuyoruz. _ Lütfen daha sonra yeniden arayın.',
  lineClosed: ['Hat şu anda kapalı.', { language: 'de', text: '{reason}' }, 'Hattın yeniden açılacağı zaman: {opensAt}.'],

  // Callback
  callbackOffered:
    'Şu anda bütün hatlar dolu. _ Sizi memnuniyetle geri ararız. _ Sıranız kaybolmaz. _ Bugün yeniden aramanıza gerek yok.',
  thisNumber: 'Sizi şu numaradan arayalım mı: _ {number}? _ Evet: bire basın. _ Başka bir numara: ikiye basın.',
  thisNumberShort: 'Bu numaradan aranmak için: bire basın. _ Başka bir numara için: ikiye basın.',
  numberWithheld: 'Telefon numaranızı göremiyoruz.',
  numberNotShown: 'Aradığınız numarayı geri arayamıyoruz.',
  typeNumber: 'Lütfen numaranızı alan koduyla birlikte tuşlayın. _ Sonra sizi geri arayacağız.',
  typeNumberShort: 'Lütfen telefon numaranızı alan koduyla birlikte, rakam rakam tuşlayın.',
  numberFault: 'Bu tam bir telefon numarası değil.',
  numberNotDialable: 'Bu numarayı arayamıyoruz. _ Almanya’da bir sabit hat ya da cep telefonu numarası olmalı.',
  readBackNumber: 'Şunu anladık: _ {number}. _ Numara doğru mu? _ Evet: bire basın. _ Hayır: ikiye basın.',
  readBackNumberShort: 'Numara doğru mu? _ Evet: bire basın. _ Hayır: ikiye basın.',
  callbackPromised:
    'Tamam. Listedesiniz. _ Sizi {window} arayacağız. _ Telefonunuzda şu numara görünecek: {hotline}. _ Arayanın biz olduğumuzu bilmeniz için: _ Size kontrol numaranızı söyleyeceğiz: {kennzahl}. _ ' +
    'Lütfen yazın. _ {kennzahl}. _ Biz asla para istemeyiz. _ İyi günler.',
  callbackAlready:
    'Zaten listedesiniz. _ Sizi {window} arayacağız. _ Kontrol numaranız: {kennzahl}. _ {kennzahl}. _ Yeniden aramanıza gerek yok. _ İyi günler.',
  typedPromised:
    'Şunu anladık: _ {number}. _ Listedesiniz. _ Sizi {window} arayacağız. _ Telefonunuzda şu numara görünecek: {hotline}. _ Kontrol numaranız: {kennzahl}. _ ' +
    'Lütfen yazın. _ {kennzahl}. _ Biz asla para istemeyiz. _ Numara doğru mu? _ Evet: bire basın. _ Başka bir numara: ikiye basın.',
  wishOffered:
    'Şu anda boşta görevli yok. _ Bir görevlinin sizi geri araması için not alabiliriz: _ bire basın. _ Ya da hatta kalmanız yeterli.',
  wishOfferedShort: 'Bir görevli tarafından geri aranmak için: bire basın.',
  wishWritten:
    'Tamam. İsteğiniz yazıldı. _ Randevu sistemimiz yeniden yanıt verir vermez sizi arayacağız. _ Bunun ne zaman olacağını henüz söyleyemiyoruz. _ ' +
    'Telefonunuzda şu numara görünecek: {hotline}. _ Kontrol numaranız: {kennzahl}. _ Lütfen yazın. _ {kennzahl}. _ Yeniden aramanıza gerek yok. _ İyi günler.',
  callbackAnswered:
    'İyi günler. Burası aşı randevu hizmeti. _ Kontrol numaranız: {kennzahl}. _ Şu an uygun musunuz? _ Evet: bire basın. _ Yarım saat sonra: ikiye basın. _ Artık gerek yok: üçe basın.',
  callbackAnsweredShort:
    'Burası aşı randevu hizmeti, kontrol numarası {kennzahl}. _ Şu an uygunsa: bire basın. _ Yarım saat sonra: ikiye basın. _ Artık gerek yok: üçe basın.',
  callbackWelcome: 'Size ulaştığımıza sevindik. _ Yalnızca doğum tarihini, posta kodunu ve telefon numarasını soruyoruz.',
  callbackSnoozed: 'Tamam. Yarım saat sonra yeniden arayacağız. _ İyi günler.',
  callbackSnoozedLater: 'Tamam. Yarım saat sonra arayamıyoruz. _ Sizi {window} yeniden arayacağız. _ İyi günler.',
  callbackDropped: 'Tamam. Artık aramayacağız. _ Her şey gönlünüzce olsun. İyi günler.',
  callbackUnreached: 'Daha sonra yeniden deneyeceğiz. _ İyi günler.',
  callbackHindered:
    'İyi günler. Burası aşı randevu hizmeti. _ Kontrol numaranız: {kennzahl}. _ Sistemimiz şu anda yanıt vermiyor. _ Sıranız kaybolmaz, sizi yeniden arayacağız. _ İyi günler.',
  missedCallback: 'İyi günler. _ Biz de sizi geri aramak istemiştik. _ Hemen sıra sizde.',
  knownTicket:
    'İyi günler. _ Zaten listedesiniz. _ Sizi {window} arayacağız. _ Yeniden aramanıza gerek yok. _ Listede kalmak için: bire basın. _ Listeden çıkmak için: ikiye basın.',
  knownTicketShort: 'Listede kalmak için: bire basın. _ Listeden çıkmak için: ikiye basın.',
  knownUnread:
    'İyi günler. _ Zaten listedesiniz ve sıranız kaybolmaz. _ Sistemimiz şu anda yanıt vermiyor. _ Bu yüzden ne zaman arayacağımızı söyleyemiyoruz. _ Yeniden aramanıza gerek yok. _ İyi günler.',
  staysOnList: 'Tamam. Sıranız kaybolmaz. _ Kontrol numaranız: {kennzahl}. _ İyi günler.',

  // Birth date
  birthDay:
    'Randevu kimin için? _ O kişinin doğum tarihi gerekiyor. _ Önce yalnızca gününü tuşlayın. _ Örneğin ayın beşi için: sıfır, beş.',
  birthDayShort: 'Önce yalnızca doğum günü, iki rakam. _ Ayın beşi için: sıfır, beş.',
  birthMonth: 'Şimdi ayını tuşlayın. _ Örneğin mart için: sıfır, üç.',
  birthMonthShort: 'Doğum ayı, iki rakam. _ Mart için: sıfır, üç.',
  birthYear: 'Şimdi yılını tuşlayın. _ Örneğin: bir, dokuz, üç, sekiz.',
  birthYearShort: 'Doğum yılı, dört rakam. _ Örneğin: bir, dokuz, üç, sekiz.',
  birthRight: 'Doğum tarihi: {birthDate}. _ Doğru mu? _ Evet: bire basın. _ Hayır: ikiye basın.',
  birthRightShort: 'Doğum tarihi doğru mu? _ Evet: bire basın. _ Hayır: ikiye basın.',
  dayFault: 'Günü anlamadık. _ Bir ile otuz bir arasında bir sayı olmalı.',
  monthFault: 'Ayı anlamadık. _ Bir ile on iki arasında bir sayı olmalı.',
  yearFault: 'Yılı anlamadık.',
  birthImpossible: 'Böyle bir gün takvimde yok ya da henüz gelmedi. _ Bir kez daha soruyoruz.',
  birthImplausible: 'Bu doğum tarihini size kendimiz sormak isteriz. _ Bir görevli size yardımcı olacak.',
  tooYoung:
    'Şu anda sıra, şu tarihte ya da daha önce doğanlarda: {cutoff}. _ Sizin sıranız henüz gelmedi. _ Sıranız gelince size mektup gönderilecek. _ Yanlış mı anladık? _ O zaman ikiye basın. _ Her şey anlaşıldıysa: bire basın.',
  tooYoungShort: 'Doğum tarihini yeniden girmek için: ikiye basın. _ Her şey anlaşıldıysa: bire basın.',
  partnerBirthDay: 'Şimdi ikinci kişinin doğum tarihi.',
  partnerTooYoung: 'Ne yazık ki ikinci kişinin sırası henüz gelmedi. _ Yalnızca birinci kişi için randevu arıyoruz.',

  // Postcode
  postcode: 'Şimdi oturduğunuz yerin posta kodu. _ Beş rakamdır. _ Acele etmeyin.',
  postcodeShort: 'Lütfen posta kodunun beş rakamını tuşlayın.',
  postcodeFault: 'Eksik rakam var. _ Lütfen baştan başlayın.',
  placeRight: [
    '{plz}. _ Burası:',
    { language: 'de', text: '{place}.' },
    'Aşı merkeziniz:',
    { language: 'de', text: '{centre}.' },
    'Yer doğru mu? _ Evet: bire basın. _ Hayır: ikiye basın.',
  ],
  placeRightShort: ['Yer doğru mu:', { language: 'de', text: '{place}?' }, 'Evet: bire basın. _ Hayır: ikiye basın.'],
  rhineland: [
    { language: 'de', text: '{place}' },
    'Rheinland bölgesine bağlı. _ Orası için başka bir numara var: _ sıfır sekiz yüz _ bir bir altı _ bir bir yedi _ sıfır bir. _ Bir kez daha söylüyorum: _ sıfır sekiz yüz _ bir bir altı _ bir bir yedi _ sıfır bir. _ ' +
      'Posta kodunu yeniden girmek için: ikiye basın. _ Her şey anlaşıldıysa: bire basın.',
  ],
  rhinelandShort:
    'Rheinland için numara: _ sıfır sekiz yüz _ bir bir altı _ bir bir yedi _ sıfır bir. _ Posta kodunu yeniden girmek için: ikiye basın. _ Her şey anlaşıldıysa: bire basın.',
  postcodeUnknown: 'Bu posta kodunu bilmiyoruz. _ Lütfen bir kez daha, rakam rakam.',
  noStock: [
    'Şu yerde şu anda bütün randevular dolu:',
    { language: 'de', text: '{place}.' },
    'Yeni randevuların ne zaman geleceğini henüz bilmiyoruz. _ Kimse eli boş kalmaz: _ Bir görevli sizinle ilgilenecek.',
  ],

  // Appointment
  howMany:
    'Yalnız mı geliyorsunuz? _ Bire basın. _ İki kişi mi geliyorsunuz ve ikiniz de seksen yaşını doldurdunuz mu? _ İkiye basın. _ O zaman randevuları arka arkaya koyarız.',
  howManyShort: 'Yalnız: bire basın. _ İki kişi: ikiye basın.',
  proposal: [
    'Sizin için bir randevumuz var. _ Birinci aşı: _ {first}. _ İkinci aşı: _ {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Uygun mu? _ Evet: bire basın. _ Başka bir öneri duymak için: ikiye basın.',
  ],
  proposalShort: 'Birinci aşı: _ {first}. _ İkinci aşı: _ {second}. _ Uygun mu? _ Evet: bire basın. _ Başka bir öneri: ikiye basın.',
  noneTogether:
    'Şu anda iki kişi için birlikte yerimiz yok. _ Bir kişi için hâlâ yer var: _ bire basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  noneTogetherShort: 'Yalnızca bir kişi için: bire basın. _ Görevli için: sıfıra basın.',
  noOtherProposal: 'Şu anda başka randevumuz yok. _ Bu randevuyu sizin için hâlâ tutuyoruz.',
  enoughProposals: 'Başka önerimiz yok. _ Sonuncusunu yeniden duymak için: bire basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  held: 'Randevuyu sizin için tutuyoruz. _ Kâğıt kalem almaya vaktiniz var. _ Hazır olunca bire basın.',
  heldShort: 'Randevu hâlâ sizin için ayrılmış durumda. _ Kâğıt kalem hazır olunca: bire basın.',
  proposalExpired: 'Ne yazık ki çok uzun sürdü, randevu artık ayrılmış değil. _ Hemen yeni bir randevu arıyoruz.',
  alreadyBooked: 'Bu doğum tarihi ve posta kodu için zaten bir randevu var. _ Bir görevli size yardımcı olacak.',
  fixed:
    'Randevunuz kesinleşti. _ Lütfen yazın. _ Birinci aşı: _ {first}. _ _ İkinci aşı: _ {second}. _ _ Şimdi randevu numaranız. Sekiz rakam, ikişer ikişer, arada durarak. _ {codes}. _ ' +
    'Tekrar ediyorum. _ {codes}. _ Yeniden duymak için: bire basın. _ Devam etmek için: ikiye basın.',
  fixedShort: 'Yeniden duymak için: bire basın. _ Devam etmek için: ikiye basın.',
  whatToBring:
    'Lütfen kimliğinizi ve sağlık sigortası kartınızı getirin. _ Yanınızda bir kişi gelebilir. _ İstediğiniz zaman yeniden arayıp randevunuzu dinleyebilirsiniz. _ Randevu numarası olmadan da bir görevli size yardımcı olur.',
  anotherPerson: 'Başka biri için de randevu almak için: bire basın. _ Bitirmek için: ikiye basın.',
  peopleLimit: 'Bir aramada altı kişi için randevu alabiliriz. _ Daha fazlası için bir görevli size yardımcı olacak.',
  bookingFound:
    'Yeniden aradığınız için teşekkürler. _ Randevunuz alındı. _ Size okuyabilmemiz için: _ Lütfen doğum yılını, dört rakam olarak tuşlayın.',
  yearWrong: 'Yıl bu randevuya uymuyor.',
  enterCode: 'Lütfen randevu numaranızı tuşlayın. _ Sekiz rakamdır. _ Randevu numaranız yok mu? _ O zaman hatta kalmanız yeterli.',
  enterCodeShort: 'Lütfen randevu numarasının sekiz rakamını tuşlayın.',
  codeFault: 'Bu randevu numarası henüz doğru değil. _ Lütfen sekiz rakamın hepsini bir kez daha tuşlayın.',
  codeUnknown: 'Bu randevu numarasını bilmiyoruz.',
  codeLocked: 'Çok fazla yanlış randevu numarası girildi. _ Bir görevli size yardımcı olacak.',
  appointment: [
    'Randevunuz. _ Birinci aşı: _ {first}. _ İkinci aşı: _ {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Yeniden duymak için: bire basın. _ Devam etmek için: ikiye basın.',
  ],
  appointmentShort: 'Yeniden duymak için: bire basın. _ Devam etmek için: ikiye basın.',

  // A human
  connectingAgent: 'Sizi bir görevliye bağlıyoruz. _ Bir dakika lütfen.',
  nobodyFree: 'Şu anda boşta görevli yok. _ Bir görevlinin sizi geri araması için: bire basın. _ Tuşlarla randevu almak için: ikiye basın.',
  nobodyFreeShort: 'Görevlinin geri araması için: bire basın. _ Tuşlarla randevu almak için: ikiye basın.',
  waitForHuman: 'Hatta kalmanız yeterli. _ Bir görevli boşalır boşalmaz sizi bağlayacağız.',
  stillNobody:
    'Ne yazık ki kimseye ulaşamadık ve numaranızı bilmiyoruz. _ Lütfen yeniden arayın. _ Hayati tehlike varsa: bir, bir, ikiyi arayın.',
  // For the agent's ear: which language the caller speaks.
  whisper: 'Size bir arama var, Almanca. _ Kabul etmek için: bire basın.',
  whisperEnglish: 'Size bir arama var, İngilizce. _ Kabul etmek için: bire basın.',
  whisperTurkish: 'Size bir arama var, Türkçe. _ Kabul etmek için: bire basın.',
  whisperRussian: 'Size bir arama var, Rusça. _ Kabul etmek için: bire basın.',
  whisperUnknown: 'Size bir arama var. _ Kabul etmek için: bire basın.',

  // Slips and faults
  notHeard: 'Bir şey duymadım. _ Önemli değil.',
  stillThere: 'Hâlâ orada mısınız? _ Acele etmeyin. _ Yeniden dinlemek için sol alttaki yıldız tuşuna basın.',
  wrongKey: 'Bu tuş burada bir işe yaramıyor. _ Önemli değil.',
  tooFewDigits: 'Eksik rakam var. _ Lütfen baştan başlayın.',
  tooManyDigits: 'Çok fazla rakam girildi. _ Lütfen baştan başlayın.',
  again: 'Bir kez daha, acele etmeden.',
  keysDoNotWork: 'Tuşlarla şu anda olmuyor. _ Bir görevli size yardımcı olacak. _ Sıranız kaybolmaz.',
  entryHelp: 'Baştan başlamak için: bire basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  codeHelp: 'Baştan başlamak için: bire basın. _ Randevu numaranız yoksa: ikiye basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  systemDown:
    'Randevu sistemimiz şu anda yanıt vermiyor. _ Bu sizden kaynaklanmıyor ve bütün randevuların dolduğu anlamına gelmiyor. _ Bir görevli sizinle ilgilenecek.',
  callLater:
    'Sistemimiz şu anda yanıt vermiyor. _ Lütfen yarım saat sonra yeniden arayın. _ Sıranızı aklımızda tutuyoruz. _ Hayati tehlike varsa: bir, bir, ikiyi arayın.',
  nothingAnswers:
    'Sistemimiz şu anda yanıt vermiyor. _ Bu sizden kaynaklanmıyor ve bütün randevuların dolduğu anlamına gelmiyor. _ Lütfen yarım saat sonra yeniden arayın. _ Hayati tehlike varsa: bir, bir, ikiyi arayın. _ İyi günler.',
  nothingAnswersYet:
    'Özür dileriz, sistemimiz şu anda yanıt vermiyor. _ Bu, bütün randevuların dolduğu anlamına gelmiyor. _ Hatta kalın, yeniden deneyeceğiz. _ Ya da yarım saat sonra yeniden arayın. _ Hayati tehlike varsa: bir, bir, ikiyi arayın.',
  interrupted:
    'Özür dileriz, bu biraz daha uzun sürüyor. _ Hatta kalmanız yeterli, yeniden deneyeceğiz. _ Ya da sizi geri arayalım: _ bire basın.',
  interruptedShort: 'Özür dileriz, bu biraz daha uzun sürüyor. _ Hatta kalın. _ Ya da sizi geri arayalım: bire basın.',
  flowChanged: 'Özür dileriz, bir şeyler karıştı. _ Baştan başlıyoruz.',
  oneMoment: 'Özür dileriz, bu biraz daha uzun sürüyor. _ Lütfen hatta kalın.',
  goodbye: 'Her şey gönlünüzce olsun. İyi günler.',
});
