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
  frontMenuShort:
    'Doktor için: bire basın. _ Aşı randevusu için: ikiye basın. _ Uzman doktor için: üçe basın. _ Yoksa hatta kalmanız yeterli.',
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
  callbackOffered: 'Şu anda bütün hatlar dolu. _ Sizi memnuniyetle geri ararız. _ Sıranız kaybolmaz. _ Bugün yeniden aramanıza gerek yok.',
  thisNumber: 'Sizi şu numaradan arayalım mı: _ {number}? _ Evet: bire basın. _ Başka bir numara: ikiye basın.',
  thisNumberShort: 'Bu numaradan aranmak için: bire basın. _ Başka bir numara için: ikiye basın.',
  numberWithheld: 'Telefon numaranızı göremiyoruz.',
  numberNotShown: 'Arama yaptığınız numarayı geri arayamıyoruz.',
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

  // PIN of the invitation letter
  hasPin: 'Mektubunuzda bir kod numarası var mı? _ On rakamdır. _ Evet: bire basın. _ Hayır, ya da mektubunuz yok: ikiye basın.',
  hasPinShort: 'Mektupta kod numarası var: bire basın. _ Yok: ikiye basın.',
  partnerHasPin: 'Şimdi ikinci kişi. _ Onun mektubunda kendisine ait bir kod numarası var mı? _ Evet: bire basın. _ Hayır: ikiye basın.',
  partnerHasPinShort: 'İkinci kişinin kendi kod numarası var: bire basın. _ Yok: ikiye basın.',
  enterPin: 'Lütfen kod numarasını tuşlayın. _ On rakamdır. _ Acele etmeyin.',
  enterPinShort: 'Lütfen kod numarasının on rakamını tuşlayın.',
  pinFault: 'Bu kod numarası henüz doğru değil.',
  pinHelp:
    'Baştan başlamak için: bire basın. _ Kod numarası olmadan devam etmek için: ikiye basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  pinRight: 'Teşekkürler. Kod numarası doğru.',
  pinUnknown: 'Bu kod numarasını bilmiyoruz. _ Önemli değil. _ Bir kez daha deneyelim.',
  pinOfOther: 'Bu kod numarası birinci kişiye ait.',
  pinWithout: 'Önemli değil. _ Kod numarası olmadan devam ediyoruz.',
  pinUnchecked: 'Kod numarasını şu anda kontrol edemiyoruz. _ Önemli değil. _ Onsuz devam ediyoruz.',
  pinUsed:
    'Bu kod numarası için zaten bir randevu var. _ Randevuyu dinlemek için: bire basın. _ Kod numarası olmadan devam etmek için: ikiye basın.',
  pinUsedShort: 'Randevuyu dinlemek için: bire basın. _ Kod numarası olmadan devam etmek için: ikiye basın.',
  letterComes: 'Randevular size posta ile de gönderilecek. _ Şimdiden geçerlidir.',

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
  partnerBirthDay: 'Şimdi ikinci kişinin doğum tarihi. _ Önce yalnızca gününü tuşlayın. _ Örneğin ayın beşi için: sıfır, beş.',
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
  postcodeElsewhere:
    '{plz}. _ Bu yer Westfalen-Lippe bölgesinde değil. _ Yalnızca Westfalen-Lippe için randevu veriyoruz. _ Sizin yeriniz için başka bir aşı hattı var. _ ' +
    'Posta kodunu yeniden girmek için: ikiye basın. _ Her şey anlaşıldıysa: bire basın.',
  postcodeElsewhereShort: 'Posta kodunu yeniden girmek için: ikiye basın. _ Her şey anlaşıldıysa: bire basın.',
  noStockDated: [
    'Şu yerde şu anda bütün randevular dolu:',
    { language: 'de', text: '{place}.' },
    'Yeni randevuların geleceği zaman: {releaseAt}.',
  ],
  noStockUndated: [
    'Şu yerde şu anda bütün randevular dolu:',
    { language: 'de', text: '{place}.' },
    'Yeni randevuların ne zaman geleceğini henüz bilmiyoruz. _ Kimse eli boş kalmaz.',
  ],
  listOffered:
    'Sizi memnuniyetle listeye yazarız. _ O zaman yeniden aramanız gerekmez. _ Listede önce olan önce yer bulur. _ Listeye yazılmak için: _ bire basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  listOfferedShort: 'Listeye yazılmak için: bire basın. _ Görevli için: sıfıra basın.',
  listOrNearby: [
    'Sizi memnuniyetle listeye yazarız ve size yer açılınca ararız. _ Listeye yazılmak için: _ bire basın. _ Şurada daha erken bir yer var:',
    { language: 'de', text: '{nearbyCity}.' },
    'Zamanı: _ {nearbyFirst}. _ Bu öneriyi duymak için: _ ikiye basın.',
  ],
  listOrNearbyShort: [
    'Listeye yazılmak için: bire basın. _ Şuradaki öneri için:',
    { language: 'de', text: '{nearbyCity}.' },
    'İkiye basın. _ Görevli için: sıfıra basın.',
  ],
  listPartnerTooYoung: 'Ne yazık ki ikinci kişinin sırası henüz gelmedi. _ Listeye yalnızca birinci kişiyi yazıyoruz.',
  listEntered:
    'Tamam. Listedesiniz. _ Size bir yer açılınca onu sizin için tutar ve sizi ararız. _ Telefonunuzda şu numara görünecek: {hotline}. _ ' +
    'Arayanın biz olduğumuzu bilmeniz için: _ Size kontrol numaranızı söyleyeceğiz: {kennzahl}. _ Lütfen yazın. _ {kennzahl}. _ Biz asla para istemeyiz. _ İyi günler.',
  listAlready: 'Zaten listedesiniz. _ Size bir yer açılınca sizi arayacağız. _ İyi günler.',
  notBookedYet: 'Henüz randevunuz yok.',
  onList:
    'Zaten listedesiniz. Kontrol numaranız: {kennzahl}. _ Size bir yer açılınca sizi arayacağız. _ Listede kalmak için: bire basın. _ Listeden çıkmak için: ikiye basın.',
  onListShort: 'Listede kalmak için: bire basın. _ Listeden çıkmak için: ikiye basın.',
  staysWaiting: 'Tamam. Listede kalıyorsunuz. _ İyi günler.',
  listLeft: 'Tamam. Artık listede değilsiniz. _ Her şey gönlünüzce olsun. İyi günler.',
  offerAnswered: 'İyi günler. Burası aşı randevu hizmeti. _ Kontrol numaranız: {kennzahl}.',
  offerYear: 'Listedeki bir kişi için yer açıldı. _ Okuyabilmemiz için: _ Lütfen o kişinin doğum yılını tuşlayın, dört rakam.',
  offer: [
    'Sizin için bir yer açıldı. _ Birinci aşı: {first}. _ İkinci aşı: {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Bu randevuyu almak için: _ bire basın. _ Başka zaman, ve listede kalmak için: ikiye basın. _ Listeden çıkmak için: üçe basın.',
  ],
  offerForTwo: [
    'İkiniz için bir randevu açıldı. _ Birinci aşı: {first}. _ İkinci aşı: {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Bu randevuyu almak için: _ bire basın. _ Başka zaman, ve listede kalmak için: ikiye basın. _ Listeden çıkmak için: üçe basın.',
  ],
  offerShort:
    'Birinci aşı: {first}. _ İkinci aşı: {second}. _ Randevuyu almak için: bire basın. _ Başka zaman: ikiye basın. _ Listeden çıkmak için: üçe basın.',
  offerDeclined: 'Tamam. Listede kalıyorsunuz. _ Bugün bir daha aramayacağız. _ İyi günler.',
  offerPassedOn: 'Listedeki yer bu arada başkasına verildi. _ Listede kalıyorsunuz. _ Size yeniden yer açılınca arayacağız.',

  // Appointment
  howMany:
    'Yalnız mı geliyorsunuz? _ Bire basın. _ İki kişi mi geliyorsunuz ve ikiniz de seksen yaşını doldurdunuz mu? _ İkiye basın. _ O zaman randevuları arka arkaya ya da aynı saate koyarız.',
  howManyShort: 'Yalnız: bire basın. _ İki kişi: ikiye basın.',
  proposalFound: 'Sizin için bir randevumuz var.',
  proposalFoundForTwo: 'İkiniz için bir randevumuz var.',
  proposalAnother: 'Başka bir önerimiz şöyle.',
  proposal: [
    'Birinci aşı: {first}. _ İkinci aşı: {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Uygun mu? _ Evet: bire basın. _ Başka bir öneri duymak için: ikiye basın.',
  ],
  proposalShort: 'Birinci aşı: {first}. _ İkinci aşı: {second}. _ Uygun mu? _ Evet: bire basın. _ Başka bir öneri: ikiye basın.',
  proposalOrNearby: [
    'Birinci aşı: {first}. _ İkinci aşı: {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Uygun mu? _ Evet: bire basın. _ Başka bir öneri duymak için: ikiye basın. _ Yakındaki başka bir merkez: üçe basın.',
  ],
  proposalOrNearbyShort:
    'Birinci aşı: {first}. _ İkinci aşı: {second}. _ Uygun mu? _ Evet: bire basın. _ Başka bir öneri: ikiye basın. _ Başka bir merkez: üçe basın.',
  noneNearby: 'Yakındaki diğer aşı merkezlerinde şu anda yer yok.',
  noneTogether:
    'Şu anda iki kişi için birlikte yerimiz yok. _ Bir kişi için hâlâ yer var: _ bire basın. _ İki kişi olarak listeye yazılmak için: ikiye basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  noneTogetherShort: 'Yalnızca bir kişi için: bire basın. _ İki kişi için liste: ikiye basın. _ Görevli için: sıfıra basın.',
  noOtherProposal: 'Şu anda başka randevumuz yok. _ Bu randevuyu sizin için hâlâ tutuyoruz.',
  enoughProposals:
    'Başka önerimiz yok. _ Sonuncusunu yeniden duymak için: bire basın. _ Listeye yazılmak için: ikiye basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  held: 'Randevuyu kısa bir süre sizin için tutuyoruz. _ Henüz kesinleşmedi. _ Kâğıt kalem almaya vaktiniz var. _ Hazır olunca bire basın.',
  heldShort: 'Randevu hâlâ sizin için ayrılmış durumda. _ Kâğıt kalem hazır olunca: bire basın.',
  proposalExpired: 'Ne yazık ki çok uzun sürdü, randevu artık ayrılmış değil. _ Hemen yeni bir randevu arıyoruz.',
  alreadyBooked:
    'Bu doğum tarihi ve bu posta kodu için zaten bir randevu var. _ Dinlemek için: bire basın. _ Başka bir kişi içinse: ikiye basın.',
  alreadyBookedShort: 'Randevuyu dinlemek için: bire basın. _ Başka bir kişi için: ikiye basın.',
  fixed:
    'Randevunuz kesinleşti. _ Lütfen yazın. _ Birinci aşı: {first}. _ _ İkinci aşı: {second}. _ _ Şimdi randevu numaranız. Sekiz rakam, ikişer ikişer, arada durarak. _ {codes}. _ ' +
    'Tekrar ediyorum. _ {codes}. _ Yeniden duymak için: bire basın. _ Devam etmek için: ikiye basın.',
  fixedShort: 'Yeniden duymak için: bire basın. _ Devam etmek için: ikiye basın.',
  fixedForTwo:
    'Randevunuz ikiniz için de kesinleşti. _ Lütfen yazın. _ Birinci aşı: {first}. _ _ İkinci aşı: {second}. _ _ Şimdi randevu numaralarınız, her kişi için bir tane. Sekiz rakam, ikişer ikişer, arada durarak. _ {codes}. _ ' +
    'Tekrar ediyorum. _ {codes}. _ Yeniden duymak için: bire basın. _ Devam etmek için: ikiye basın.',
  textWanted: 'Randevuyu cep telefonunuza kısa mesajla göndermemizi ister misiniz? _ Evet: bire basın. _ Hayır: ikiye basın.',
  textWantedShort: 'Kısa mesaj için: bire basın. _ İstemiyorsanız: ikiye basın.',
  textComes: 'Birazdan bir kısa mesaj alacaksınız.',
  whatToBring:
    'Lütfen kimliğinizi ve sağlık sigortası kartınızı getirin. _ Yanınızda bir kişi gelebilir. _ İstediğiniz zaman yeniden arayıp randevunuzu dinleyebilir, değiştirebilir veya iptal edebilirsiniz. _ Randevu numarası olmadan da.',
  whatToBringForTwo:
    'Lütfen ikiniz de kimliğinizi ve sağlık sigortası kartınızı getirin. _ Yanınızda bir kişi gelebilir. _ İstediğiniz zaman yeniden arayıp randevunuzu dinleyebilir, değiştirebilir veya iptal edebilirsiniz. _ Randevu numaraları olmadan da.',
  anotherPerson: 'Başka biri için de randevu almak için: bire basın. _ Bitirmek için: ikiye basın.',
  peopleLimit: 'Bir telefon numarasından altı kişi için randevu alabiliriz. _ Daha fazlası için bir görevli size yardımcı olacak.',
  bookingFound:
    'Yeniden aradığınız için teşekkürler. _ Randevunuz alındı. _ Size okuyabilmemiz için: _ Lütfen doğum yılını, dört rakam olarak tuşlayın.',
  reminderYear: 'Size aşı randevunuzu hatırlatıyoruz. _ Size okuyabilmemiz için: _ Lütfen doğum yılını dört rakamla tuşlayın.',
  yearWrong: 'Yıl bu randevuya uymuyor.',
  brokenOff:
    'Yeniden aradığınız için teşekkürler. _ Az önce görüşmemiz kesildi. _ Kaldığımız yerden devam etmek için: _ bire basın. _ Baştan başlamak için: _ ikiye basın.',
  brokenOffShort: 'Devam etmek için bire basın. _ Baştan başlamak için ikiye basın.',
  brokenOffYear: 'Yalnızca sizin devam edebilmeniz için: _ Lütfen doğum yılınızı dört rakamla tuşlayın.',
  brokenOffYearWrong: 'Bu, az önceki yıldan farklı.',
  enterCode: 'Lütfen randevu numaranızı tuşlayın. _ Sekiz rakamdır. _ Randevu numaranız yok mu? _ O zaman hatta kalmanız yeterli.',
  enterCodeShort: 'Lütfen randevu numarasının sekiz rakamını tuşlayın.',
  codeFault: 'Bu randevu numarası henüz doğru değil.',
  codeUnknown: 'Bu randevu numarasını bilmiyoruz.',
  codeLocked: 'Çok fazla yanlış randevu numarası girildi. _ Bir görevli size yardımcı olacak.',
  codeCancelled: 'Bu randevu iptal edildi. _ Yeni bir randevu almak için: bire basın. _ Bitirmek için: ikiye basın.',
  bookAnewShort: 'Yeni bir randevu almak için: bire basın. _ Bitirmek için: ikiye basın.',
  withoutCode: 'Önemli değil. _ Randevuyu numara olmadan da buluruz.',
  withoutNumber:
    'Randevu numarası olmadan randevuyu yalnız telefon numaranızla bulabiliriz, ama onu göremiyoruz. _ Bir görevli size yardımcı olacak.',
  personUnknown:
    'Bu bilgilerle ve bu telefon numarasından bir randevu bulamıyoruz. _ Yeniden denemek için: bire basın. _ Randevu almak için: ikiye basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  personUnknownShort: 'Yeniden denemek için: bire basın. _ Randevu almak için: ikiye basın. _ Bir görevli için: sıfıra basın.',
  triesLocked: 'Çok fazla deneme yapıldı. _ Bir görevli size yardımcı olacak.',
  appointmentFound:
    'Randevunuzu bulduk. _ Dinleyebilir, değiştirebilir veya iptal edebilirsiniz: _ Randevuyu dinlemek için: bire basın. _ Başka bir güne almak için: ikiye basın. _ İptal etmek için: üçe basın.',
  appointmentFoundShort: 'Randevuyu dinlemek için: bire basın. _ Başka bir güne almak için: ikiye basın. _ İptal etmek için: üçe basın.',
  appointment: [
    'Randevunuz. _ Birinci aşı: {first}. _ İkinci aşı: {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Yeniden dinlemek için: bire basın. _ Başka bir güne almak için: ikiye basın. _ İptal etmek için: üçe basın.',
  ],
  appointmentForTwo: [
    'İkinizin randevusu. _ Birinci aşı: {first}. _ İkinci aşı: {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Yeniden dinlemek için: bire basın. _ Başka bir güne almak için: ikiye basın. _ İptal etmek için: üçe basın.',
  ],
  appointmentShort: 'Yeniden dinlemek için: bire basın. _ Başka bir güne almak için: ikiye basın. _ İptal etmek için: üçe basın.',
  noMove: 'Şu anda başka bir randevumuz yok. _ Randevunuz olduğu gibi kalıyor.',
  begunAlready: 'İlk aşının zamanı geçti. _ İkinci aşı için bir görevli size yardımcı olacak.',
  moveFound: 'Sizin için başka bir randevumuz var.',
  moveProposal: [
    'Birinci aşı: {first}. _ İkinci aşı: {second}. _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Bunu almak için: bire basın. _ Başka bir öneri için: ikiye basın. _ Eski randevunuz kalsın isterseniz: üçe basın.',
  ],
  moveProposalShort:
    'Birinci aşı: {first}. _ İkinci aşı: {second}. _ Bunu almak için: bire basın. _ Başka bir öneri için: ikiye basın. _ Eskisi kalsın isterseniz: üçe basın.',
  enoughMoves:
    'Başka önerimiz yok. _ Sonuncuyu yeniden dinlemek için: bire basın. _ Eski randevunuz kalsın isterseniz: ikiye basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  heldMove:
    'Yeni randevuyu kısa bir süre sizin için tutuyoruz. _ Eski randevunuz hâlâ geçerli. _ Kâğıt kalem almaya vaktiniz var. _ Hazır olunca bire basın.',
  heldMoveShort: 'Yeni randevuyu hâlâ sizin için tutuyoruz. _ Kâğıt kalem hazır olunca: bire basın.',
  moveExpired:
    'Ne yazık ki çok uzun sürdü, yeni randevu artık sizin için tutulmuyor. _ Eski randevunuz geçerli. _ Hemen başka bir randevu arıyoruz.',
  moved: [
    'Randevunuz değiştirildi. _ Lütfen not alın. _ Birinci aşı: {first}. _ _ İkinci aşı: {second}. _ _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Randevu numaranız aynı kalıyor. _ {codes}. _ Tekrar ediyorum. _ {codes}. _ Yeniden dinlemek için: bire basın. _ Devam etmek için: ikiye basın.',
  ],
  movedForTwo: [
    'Randevunuz ikiniz için de değiştirildi. _ Lütfen not alın. _ Birinci aşı: {first}. _ _ İkinci aşı: {second}. _ _ İkisi de burada:',
    { language: 'de', text: '{centre}.' },
    'Randevu numaralarınız aynı kalıyor. _ {codes}. _ Tekrar ediyorum. _ {codes}. _ Yeniden dinlemek için: bire basın. _ Devam etmek için: ikiye basın.',
  ],
  appointmentStays: 'Randevunuz olduğu gibi kalıyor.',
  changedElsewhere: 'Bu randevu az önce başka bir yerden değiştirildi. _ Bir görevli size yardımcı olacak.',
  changeUnsure:
    'Randevu sistemimiz şu anda yanıt vermiyor. _ Değişikliğin kaydedilip kaydedilmediğini henüz söyleyemiyoruz. _ Bir görevli sizinle ilgilenecek.',
  cancelWho:
    'Bu randevu iki kişi için. _ İkisi için de iptal etmek için: bire basın. _ Yalnız randevu numarasını veya doğum tarihini tuşladığınız kişi için iptal etmek için: ikiye basın.',
  cancelWhoShort: 'İkisi için de iptal etmek için: bire basın. _ Yalnız bir kişi için: ikiye basın.',
  cancelSure: 'Randevuyu gerçekten iptal etmek istiyor musunuz? _ Evet, iptal edilsin: bire basın. _ Hayır, kalsın: ikiye basın.',
  cancelSureForTwo:
    'Randevuyu ikiniz için de gerçekten iptal etmek istiyor musunuz? _ Evet, iptal edilsin: bire basın. _ Hayır, kalsın: ikiye basın.',
  cancelSureShort: 'Gerçekten iptal etmek için: bire basın. _ Kalsın isterseniz: ikiye basın.',
  cancelOneSure:
    'Randevuyu yalnız bu kişi için gerçekten iptal etmek istiyor musunuz? _ Evet, iptal edilsin: bire basın. _ Hayır, kalsın: ikiye basın.',
  cancelled: 'Randevu iptal edildi. _ Yeni bir randevu almak için: bire basın. _ Bitirmek için: ikiye basın.',
  cancelledOne:
    'Bu kişinin randevusu iptal edildi. _ Diğer kişinin randevusu kalıyor. _ Yeni bir randevu almak için: bire basın. _ Bitirmek için: ikiye basın.',

  // The booking system does not answer
  coreDownStillFree: 'Randevu sistemimiz şu anda yanıt vermiyor. _ Bu sizden kaynaklanmıyor. _ Hâlâ boş randevular var.',
  coreDownUnknown: 'Randevu sistemimiz şu anda yanıt vermiyor. _ Bu sizden kaynaklanmıyor ve bütün randevuların dolduğu anlamına gelmiyor.',
  wishOrHuman:
    'İsteğinizi yine de tuşlarla bize bildirebilirsiniz. _ Sistem düzelir düzelmez sizin için randevu alır ve sonucu size telefonla bildiririz. _ ' +
    'İsteğinizi girmek için: _ bire basın. _ Bir görevliyle konuşmak için: _ sıfıra basın.',
  wishOrHumanShort: 'İsteğinizi girmek için: bire basın. _ Bir görevli için: sıfıra basın.',
  offerWish:
    'Bilgileriniz bizde. _ Sistem düzelir düzelmez sizin için en erken randevuyu alır ve sonucu size telefonla bildiririz. _ Evet: _ bire basın. _ ' +
    'Bunun yerine bir görevliyle konuşmak için: _ sıfıra basın.',
  offerWishShort: 'Sizin için randevu alıp sizi arayalım: bire basın. _ Bir görevli için: sıfıra basın.',
  wishKept:
    'Tamam. İsteğiniz kaydedildi. _ Randevu sistemimiz yeniden yanıt verir vermez sizin için en erken randevuyu alacağız. _ Sonra sizi arayıp sonucu bildireceğiz. _ ' +
    'Bunun ne zaman olacağını henüz söyleyemiyoruz. _ Telefonunuzda şu numara görünecek: {hotline}. _ Kontrol numaranız: {kennzahl}. _ Lütfen yazın. _ {kennzahl}. _ ' +
    'Biz asla para istemeyiz. _ Yeniden aramanıza gerek yok. _ İyi günler.',
  wishKeptBefore:
    'İsteğiniz zaten kaydedildi ve sıranız kaybolmaz. _ Sistem düzelir düzelmez sizin için randevu alır ve sonucu size telefonla bildiririz. _ ' +
    'Kontrol numaranız: {kennzahl}. _ {kennzahl}. _ Yeniden aramanıza gerek yok. _ İyi günler.',
  wishesFull: 'Bu numara için zaten altı kişi kaydedildi. _ Diğerleri için bir görevli size yardımcı olacak.',
  wishStands:
    'Merhaba. _ İsteğiniz kaydedildi ve sıranız kaybolmaz. _ Sistem düzelir düzelmez sizin için randevu alır ve sonucu size telefonla bildiririz. _ Kontrol numaranız: {kennzahl}. _ ' +
    'Yeniden aramanıza gerek yok. _ Anladıysanız: bire basın. _ Bir görevliyle konuşmak için: sıfıra basın.',
  wishStandsShort: 'İsteğiniz kaydedildi. _ Anladıysanız: bire basın. _ Bir görevli için: sıfıra basın.',
  resultYear: 'Randevunuz alındı. _ Size okuyabilmemiz için: _ Lütfen doğum yılını dört rakamla tuşlayın.',
  wishStays: 'Tamam. Sizi arayacağız. _ Kontrol numaranız: {kennzahl}. _ İyi günler.',

  // A human
  agentWaitFirst:
    'Şu anda bütün görevliler başka arayanlarla konuşuyor. _ Tahmini bekleme süreniz: {minutes}. _ İsterseniz bir görevli sizi geri arar. _ Sıranız kaybolmaz. _ ' +
    'Geri aranmak için: _ bire basın. _ Yoksa hatta kalmanız yeterli.',
  agentWaitFirstUnknown:
    'Şu anda bütün görevliler başka arayanlarla konuşuyor. _ Ne kadar bekleyeceğinizi henüz söyleyemiyoruz. _ İsterseniz bir görevli sizi geri arar. _ Sıranız kaybolmaz. _ ' +
    'Geri aranmak için: _ bire basın. _ Yoksa hatta kalmanız yeterli.',
  connectingAgent: 'Sizi bir görevliye bağlıyoruz. _ Bir dakika lütfen.',
  nextAgent: 'Orada şu anda kimse açmadı. _ Özür dileriz.',
  waitInFront: 'Sıranız hâlâ en önde. _ Hatta kalmanız yeterli.',
  nobodyLeft: 'Ne yazık ki şu anda sizinle konuşabilecek kimse kalmadı. _ Özür dileriz.',
  nobodyFree: 'Şu anda boşta görevli yok. _ Bir görevlinin sizi geri araması için: bire basın. _ Tuşlarla randevu almak için: ikiye basın.',
  nobodyFreeShort: 'Görevlinin geri araması için: bire basın. _ Tuşlarla randevu almak için: ikiye basın.',
  nobodyFreeAtLast: 'Şu anda boşta görevli yok. _ Bu yüzden bir görevli sizi geri arayacak. _ Hatta kalmanız yeterli, ya da bire basın.',
  waitForHuman: 'Hatta kalmanız yeterli. _ Bir görevli boşalır boşalmaz sizi bağlayacağız.',
  waitForHumanMinutes: 'Hatta kalmanız yeterli. _ Tahmini bekleme süreniz: {minutes}. _ Bir görevli boşalır boşalmaz sizi bağlayacağız.',
  stayStill: 'Kalan süre yaklaşık {minutes}. _ Hatta kalmanız yeterli.',
  stayLonger: 'Ne yazık ki söylediğimizden daha uzun sürüyor. _ Kalan süre yaklaşık {minutes}. _ Özür dileriz. _ Hatta kalmanız yeterli.',
  stayUnknown: 'Daha ne kadar süreceğini şu anda söyleyemiyoruz. _ Hatta kalmanız yeterli.',
  stillNobody:
    'Ne yazık ki kimseye ulaşamadık ve numaranızı bilmiyoruz. _ Lütfen yeniden arayın. _ Hayati tehlike varsa: bir, bir, ikiyi arayın.',
  handedToMenu: 'Yeniden menüdesiniz.',
  handedOn: 'Sizi başka bir görevliye bağlıyoruz. _ Bir dakika lütfen.',
  // For the agent's ear: which language the caller speaks, what it is about, how long they have waited.
  whisper: 'Size bir arama var, Almanca.',
  whisperEnglish: 'Size bir arama var, İngilizce.',
  whisperTurkish: 'Size bir arama var, Türkçe.',
  whisperRussian: 'Size bir arama var, Rusça.',
  whisperBooking: 'Konu: randevu almak.',
  whisperQuestion: 'Konu: bir soru.',
  whisperPromised: 'Konu: söz verdiğimiz bir geri arama.',
  whisperHandedOn: 'Arama başka bir görevliden geldi.',
  whisperWaited: 'Bekleme süresi: {minutes}.',
  whisperAccept: 'Kabul etmek için: bire basın.',
  whisperUnknown: 'Size bir arama var. _ Kabul etmek için: bire basın.',
  callbackDialling: 'Tanıtma numarası {kennzahl}. _ Lütfen önce onu söyleyin. _ Şimdi arıyoruz.',
  callbackSettled: 'Bu geri aramaya artık gerek kalmadı. _ Teşekkürler.',
  callbackNotNow: 'Bu kişiyi şimdi arayamayız. _ Teşekkürler.',
  callbackNobody: 'Orada kimse cevap vermiyor. _ Teşekkürler.',

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
