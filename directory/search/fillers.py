"""Words of a request that are nobody's name: "asap", "appt", "takes", "cita", "нужен", "预约"."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w'’-]+", text))


ENGLISH = _words(
    """
    a about accept accepted accepting accepts access accessible ache aches aching across actually
    acute address adult adults affordable after afternoon afternoons again age aged ages all also
    always am an and annual another any anybody anyone anything anywhere apologies appointment
    appointments apppointment appt appts apt apts are area around asap ask asking asks at
    available availability away awesome awful bad badly be because been before being below
    beneficiary benefit benefits beside best better between big bilingual bill billing blah book
    booking both bring but by call called caller calls can cannot cant can't card cards care
    careful caring carrier cash certified cheap cheaper cheapest check checkup check-up checkups
    child children childrens children's choose chronic clean clinic clinics close closer closest
    come comes coming compassionate condition conditions consult consultation consults contact
    copay cost costs could couple cover coverage covered covers currently daily date daughter
    daughters day days dear deal deals dealing deductible dependent dependents diagnosis
    directions discount do doc docs docter docters doctor doctor's doctors does doesn't doing
    don't done dose downtown dr drs due during each earliest early easy effective eligible elder
    elderly else emergency emergencies employer enroll enrolled english-speaking etc evening
    evenings everyone excellent except excepting excepts excuse exam exams expensive experience
    experienced expert experts explain extended facility facilities family families fast father
    feel feeling feels few fill find finding first five fix flexible fluent fluently follow
    following followup follow-up for former free frequently friend friendly from gender general
    gentle get gets getting give gives giving go goes going good gotta great group guardian had
    handle handles happen has hav have haven't having he health hello help helpful helping helps
    her here hey hi highly him his hmo home honest hospital hospitals hour hours house how http
    https hurt hurting hurts husband husband's i i'd i'll i'm i've id if im immediate immediately
    in in-home in-network in-person individual inexpensive info information injury injured inside
    instead ins insur insurance insurances insured insurence insurer into is isn't issue issues it
    it's its ive just kid kid's kidd kids kind know language languages last late later least let
    like list listed listing little live lives living local located location locations look lookin
    looking looks lot low low-cost lowest ma'am made make male-only man's many map match matching
    may maybe me mean means med medical member members mention met mile miles min mins minute
    minutes mom mom's moms mon monday money month months more morning mornings most mother
    mother's moved much must my myself name named names near near-by nearby nearest need needed
    needing needs neighborhood net network networks never new newborn newly next ni nice night
    nights no non none not nothing now npi nr number numbers of off offer offering offers office
    offices often ok okay old older on once one ones online only onto open opened opening openings
    opens option options or order other our out out-of-network outside over overnight own p/t pain
    painful panel parent parents parking part participating participates participate partner past
    patient patient's patients pay paying payment payments pays people per person persons pharmacy
    phone physician physicians physicial please plan plans pls plz policy practice practices
    practicing prefer preferably preference preferred preferring prefers premium price prices
    primary private problem problems procedure professional professionals profile prov provide
    provided provider providers provides ppo pt pts public quality question questions quick
    quickly quote ratings rate rated rating rather really recieving receive receives receiving
    recently recommend recommendation recommendations recommended recommends refer referral
    referrals referred refill regular reliable remote remotely replacement reputable request
    require required requires residents results review reviews right rn room rx same same-day
    saturday saturdays save say says schedule scheduled scheduling screening search searching
    second see seeing seek seeking seen sees self senior seniors seriously serve serves service
    services serving several severe she should show showing shows sick sick-visit since sister
    sliding slot slots so solo some somebody someone something sometimes somewhere son son's sons
    soon sooner soonest sort speak speaker speakers speakin speaking speaks specialise specialises
    specialist specialists specialize specialized specializes specializing specialty speciality
    spoken spouse staff start starting state stay still stop student students subscriber such
    suffering sunday sundays supposed sure surgery surgeries symptom symptoms tak take taken takes
    takin taking talk talks talking team teen teenager teenagers teens tele telephone tell test
    testing tests than thank thanks that that's thats the their them then there therapy these they
    thing things think this those thru through thx till time times to toddler today tomorrow
    tonight too took top top-rated total trained transport treat treating treatment treatments
    treats tried trouble trust trusted trustworthy try trying twice two u under understand
    understands understanding uninsured until up urgent urgently us use used using usually
    vacation valid various very via video visit visiting visits w w/ walk walk-in walk-ins walkin
    walkins want wanted wanting wants was way we website wed week weekday weekdays weekend
    weekends weekly weeks welcome welcoming welcomes well went were what what's whatever
    wheelchair when where where's which while who who'll who's whom whos why wife wife's will
    willing with within without woman's women-only work working works worst would www yearly
    yearold year-old year years yes yesterday yet you your yours zip zipcode zoom evaluation
    assessment advice advise available? bc cause cuz gonna wanna hopefully ideally someone's
    whoever accredited licensed board board-certified fellowship trained multilingual lgbt lgbtq
    lgbtq+ lgbtq-friendly trans-friendly affirming gay-friendly kid-friendly veteran veterans
    student's seniors' pediatric- friendly holistic bedside manner knowledgeable qualified
    specialised aprox approx approximately closeby immediate same-week accepts? insurance? covid
    directory database lookup website telephone fax email reschedule cancel cancellation waitlist
    waiting wait list asap! urgentcare in/near medi-cal cobra copayment coinsurance out-of-pocket
    group# member# bin pcn rxbin rxgrp rxpcn grp issued issuer effective customer mrn dob ssn
    """
)
SPANISH = _words(
    """
    a abierta abierto abiertos acepta aceptada aceptado acepte acepten aceptan aceptando aceptar
    acerca acompanar adulto adultos afiliado afiliada ahora ahorita al alguien algun alguna
    algunas algunos alla alli alrededor alrededores amable ante antes apellido aqui area asap
    asegurado asegurada asegurados aseguranza aseguransa aseguranzas atender atencion atienda
    atiendan atiende atienden aun aunque ayuda ayudame ayudar ayude ayuden barata barato baratos
    barrio bebe bebes bien bilingue bilingues buen buena buenas bueno buenos busca buscamos
    buscando buscar busco buscando cada calidad cambiar casa casi centro cerca cercana cercanas
    cercano cercanos chequear chequeo chequeos cita citas ciudad clinica clinicas cobertura codigo
    como comunidad con conmigo conocer conocen conoce consulta consultas consultorio consultorios
    contra copago costo costos cual cuales cualquier cuando cuanto cuanta cubierta cubierto cubre
    cubra cubran cubren cuenta cuidado cuidados da dan dar de debe decir dejar del deseo desde
    despues dia dias dice diga digame direccion disponible disponibles disponibilidad distancia
    doc doctor doctora doctoras doctores dolor dolores domingo domingos don donde dos duele duelen
    economica economico economicos edad el ella ellos embarazada emergencia emergencias en
    encontrar encuentro enfermo enferma entienda entiende entre es esa ese eso espanol
    especialidad especialista especialistas especialice especializado especializada esposa esposo
    esta estan estar este esto estoy examen examenes excelente experiencia experta experto
    extranjero familia familiar familiares favor femenina fin gracias gran gratis gratuita
    gratuito guste ha haber hable hablen habla hablan hablante hace hacen hacer haga hasta hay
    haya hermana hermano hija hijas hijo hijos hola hombre hora horario horas hospital hospitales
    hoy idioma ir ingles inmediata inmediato inmigrante jueves la las le les lejos lengua lista
    listado llama llamada llamado llamar llamarse llevar lo local los lugar lunes luego madre mama
    manana manejar martes mas mayor mayores me mediodia medica medicas medicina medico medicos
    mejor mejores menos mes meses mi mia miembro miercoles mientras millas milla minutos mio mis
    misma mismo momento muchas mucho mujer muy nada nadie necesita necesitamos necesitan necesito
    nene nina ninas nino ninos ningun no noche noches nombre nos nosotros nueva nuevas nuevo
    nuevos numero o ofrece ofrezca ofrecen oficina oficinas opciones operacion otra otras otro
    otros paciente pacientes padre padres paga pagar pago papa papeles para pareja parte
    pediatrico persona personas pero plan planes poco podria poder por porfavor porfa porque
    precio precios preferencia preferible preferiblemente prefiero presencial primaria primera
    primero privado problema problemas pronto proveedor proveedores proximo proxima proximidad
    prueba pruebas puede puedo puedan pueden pues que queda quede quien quienes quiera quiere
    quieren quiero quisiera rapida rapido reciba reciban recibe reciben recibiendo recomendacion
    recomendaciones recomendada recomendado recomendar recomiende recomienden recomiendan red
    registrado requiero resultado revise revisar revision sabado sabados saben sala salud se sea
    sean seguro seguros semana senor senora senores ser servicio servicios si siento sin sobre
    solamente solicitar solicito solo son soy su sufro suegra suegro sus tal tambien tan tarde
    tardes tarjeta telefono temprano tener tenga tengan tengo tenemos ti tiempo tiene tienen tipo
    toda todas todo todos toma toman tomar tome tomen trabaja trabajan trate traten tratamiento
    tratar trata tratan tu un una unas uno unos urgencia urgencias urgente urgentemente usa usar
    usan use ustedes usted va vacuna vamos ve vea vean veces ver vez vida viejo vieja viernes
    virtual visita visitar visitas vive vivo vivimos y ya yo zona accesible aca aledano hispano
    hispana hispanos latino latina latinos trate traigo mija mijo abuela abuelo abuelita abuelito
    bebito tia tio mami papi nietos nieto nieta companera companero residente aplicar
    """
)
RUSSIAN = _words(
    """
    а адекватный аккуратный анализ анализы без бесплатно бесплатный бесплатная бесплатную близко
    ближайший ближайшая ближайшего ближайшую ближе болит болят более боли боль больница больницу
    больницы большой бы был была быстро быть в вам вас вблизи ваш вдруг вечером взрослый взрослая
    взрослого взрослых визит во возле возможно возможность возьмет воскресенье вот все всем всех
    встреча встречу вторник вы выбрать выходной выходные выходным где говорит говорят говорящего
    говорящий говорящая говорящую год года город города городе госпиталь да дайте дать дедушка
    дедушки дедушке дедушку день дети детей детям детский детского детская детскую дешево дешевый
    дешевая дешевле дистанционно для днем до добрый доброжелательный доктор доктора доктору
    доктором докторов дома дому дорого доступный доступная дочери дочка дочки дочке дочку дочь
    другой другого его ее если есть еще жена жене жены жену женщина женский живу живем за завтра
    запись записаться запишите записать запиши записывает здесь здравствуйте знает знающий знаком
    знакомый и из или им имеет имя интересует информация искать ищем ищет ищу к каждый как какой
    какая какого какую карта карты квалифицированный клиент клиентов клиентам клиника клинику
    клиники клинике когда кого кому консультация консультации консультацию контакт контакты
    который которая которое которого которому которую которые кто купон ли лечение лечения лечит
    лечить лечиться лечащий лет лечащего лицензия любой любая лучше лучший лучшего лучшая лучшую
    лучшие маленький маленькая малыш малыша малышу мама маме мамы маму медицинский медицинская
    медицинскую медцентр месте место минут миль мили мне мной могу может можно мой моя моей моему
    мою моих мужу мужа муж мы на надежный надежная надо найти найдите найти найдется наш нашего не
    неделе неделю недалеко недорого недорогой недорогая недорогого недорогую нет неотложка
    неотложная ничего но новый новая новые новых новым номер ночью нужен нужна нужно нужны
    нуждаюсь ну о об обращаться обследование огромный один одна окрестности округе он она они опыт
    опытом опытный опытная опытного опытную от отец отзывы отзывам отзывами отличный офис офиса
    пап папа папе папы папу пациент пациента пациенты пациентов пациентам первичный первый первая
    персонал плану план плана планом планы платить платно платный по поблизости подальше подойдет
    подскажите пожалуйста пожилой пожилого пожилых пожилая позвонить позвоните пойти покажите
    показать покрывает покрывается покрытие поликлиника поликлинику полис полиса полису полисом
    поможет помогите помочь помощь понедельник понимает после посещение посмотреть посоветуйте
    посоветовать порекомендуйте порекомендуете работает работают работающий попасть почасово почта
    предпочтительно прием приема прием приём принимает принимают принимающий принимающая
    принимающего принимающую принимать принять при приятный проблема проблемы проблемой пройти
    проверка проверить проверку просто прошу профессиональный процедура пятница рабочий район
    районе ребенка ребенку ребенок ребенком ребёнок ребёнка рекомендации рекомендуете родители
    родителей родителям родственник рядом с сам самый самого самая свободно свободный своего
    сегодня сейчас семейный семья семьи семью скажите сколько скоро скорее скорее скорейший
    следующей следующий смотрит со совет специалист специалиста специалисту специалистов
    специализируется спасибо список среда срочно срочный срочная срочную стоимость стоит страховка
    страховки страховку страховкой страховке страхованию страхование страхования страховая
    страховой страховую суббота субботам субботу сын сына сыну там тел телефон телефону тест тоже
    только тот требуется ты у удобный удобно узнать умеет услуги утром хороший хорошая хорошего
    хорошую хорошие хорошо хочу хотел хотела хотим хотелось цена цены ценам центр центра центре
    четверг через что чтобы эта этот это этой я язык языка языке языком онлайн поискать поиск
    нахожусь около берет берёт берут беру беременная беременной бабушка бабушке бабушки бабушку
    брат брата внук внука внучка сестра сестры тётя мужчина мужской наличные оплата приемный
    приёмы рассрочка сети сеть сетью терапии советуете действует действующий подходит подходящий
    проверенный грамотный внимательный сразу именно
    """
)
CHINESE = (
    "医生|大夫|医师|医护|诊所|附近|周边|周围|就近|最近|靠近|离我近|离我|离家近|近一点|近的|我要找|我要|我想要|我想找|我想看|我想|"
    "我家|我妈妈|我爸爸|我妈|我爸|我儿子|我女儿|我孩子|我的|我们|我|需要|想要|想找|想看|寻找|查找|搜索|查询|找个|找一个|找一位|"
    "找|想|要看|要|看病|看诊|就诊|看|去|推荐一下|推荐|介绍|一个|一位|一家|一名|几个|哪里有|哪里|哪儿|哪个|哪位|有没有|有什么|有|"
    "好一点|好的|比较好|最好|好|请问|请|帮我找|帮我|帮忙|麻烦|谢谢|您好|你好|的|在|个|位|会说|会讲|能说|能讲|可以说|说|讲|"
    "会|能|可以|可|吗|呢|吧|啊|呀|了|地区|地方|区|保险公司|医疗保险|健康保险|保险计划|保险|医保|计划|科|专科|专家|门诊|"
    "接受|接收|收取|收|接|受理|支持|认|用|使用|买了|持有|持|参加|加入|网络内|网络|网内|不收|包括|覆盖|报销|"
    "预约|约个|约|挂号|挂|急诊|紧急|急需|急|尽快|马上|现在|今天|明天|后天|今晚|晚上|周末|星期六|星期天|周六|周日|下周|本周|"
    "新病人|新患者|病人|患者|老人家|老人|老年人|小孩子|小孩|小朋友|孩子|宝宝|婴儿|儿子|女儿|妈妈|爸爸|母亲|父亲|太太|丈夫|老公|"
    "老婆|家人|家庭|全家|便宜|免费|低价|不贵|有经验|经验丰富|经验|耐心|温柔|专业|靠谱|口碑好|口碑|评价好|评价|华人|中国人|"
    "双语|语言|沟通|服务|治疗|治|检查|体检|手术|开门|开|营业|英里|公里|分钟|以内|之内|内|左右|电话|地址|号码|和|或者|或|跟|"
    "与|也|还|都|而且|并且|给|帮|让|为|对|从|到|里|上|下|是|不|这|那|什么|怎么|谁|哪|他|她|你|您|"
    "女|男|名|找到|懂|医院|中心|科室|市|州|县|镇|住|附近的|周边的|能够|正在|目前|提供|服务"
)
"""Alternatives of a pattern, the longer before the shorter that they hold."""
SURNAMES_HAN = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安"
    "齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛"
    "靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时阳司戚宗简连车项闻褚娄佘宫揭隋全佟卓仇木柏古苟池奚党洪"
)
"""Characters that are surnames; a Chinese name begins with one."""
EVERY = ENGLISH | SPANISH | RUSSIAN
"""All of them but the Chinese, as `line.plain` writes them."""
ALSO_NAMES = _words(
    """
    an do may will guardian case christian day days rich young price sunday son sons apt man good
    best nice ma mi dee see sees bill page list low gay pat kay call close son rather small long
    short major early self wells well case stern savage sharp noble rate trust time gentle madre
    luz cruz rosa paz domingo angel jesus salud leon flores reyes santos guerrero tal gran casa
    abu sala dos ramos pues vida bueno buenas ross rico calle nieto nieta sobrino barrio don viejo
    может иван лев мороз белый хороших so li le la al de ha he it in ni va no i u su ti se si son
    ya ir da dan tan mai hay jo mas menos real pay most more still love brown green white black
    gray
    """
)
"""Those that people are called as well: taken for a name where a title or nothing else
    is by them."""
