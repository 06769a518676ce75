"""Hispanic, Korean, Vietnamese, Indian and Arabic names, with the spellings that stand for one."""

# The first spelling of a group is the commonest in records; all are usual for the same name.
KOREAN_LAST = """
Kim Gim|Lee Yi Rhee Yee|Park Pak Bak|Choi Choe Choy|Jung Jeong Chung Joung|Kang Gang Khang
Cho Jo Joe|Yoon Yun Youn|Jang Chang Zang|Lim Im Rim|Han Hahn|Oh O|Seo Suh So|Shin Sin Shinn
Kwon Gwon Kwun|Hwang Whang|Ahn An|Song Sohng|Yoo Yu Ryu You|Hong Houng|Chun Jeon Chon|Ko Go Koh
Moon Mun|Yang Ryang|Son Sohn|Bae Pae Bai|Baek Paik Back|Huh Heo Hur|Nam Nahm|Shim Sim|Roh Noh No
Ha Hah|Kwak Gwak|Sung Seong|Cha Char|Joo Ju Chu|Woo Wu|Koo Goo Ku|Min Minn|Na Ra Nah|Chi Ji Jee
"""
KOREAN_FIRST = """
Minjun Min-joon Minjoon|Seojun Seo-jun Suhjoon|Jihoon Ji-hun Jihun|Hyun-woo Hyunwoo Hyeonu
Sung-min Sungmin Seongmin|Young-ho Youngho Yeongho|Dong-hyun Donghyun Donghyeon|Jae-hyun Jaehyun
Eun-ji Eunji Eun-jee|Ji-young Jiyoung Jeeyoung|Soo-jin Soojin Sujin|Hye-jin Hyejin Haejin
Mi-kyung Mikyung Mikyeong|Kyung-hee Kyunghee Gyeonghui|Yoon-ah Yoona Yuna|Min-ji Minji Minjee
Sang-hoon Sanghoon Sanghun|Joon-ho Junho Joonho|Tae-young Taeyoung Taeyeong|Seung-hee Seunghee
In-sook Insook Insuk|Hee-jung Heejung Huijeong|Jin-ah Jina Jinah|Woo-jin Woojin Ujin|Yeon-hee Yonhee
"""
VIETNAMESE_LAST = """
Nguyễn Nguyen|Trần Tran|Lê Le|Phạm Pham|Hoàng Hoang|Huỳnh Huynh|Phan|Vũ Vu|Võ Vo
Đặng Dang|Bùi Bui|Đỗ Do|Hồ Ho|Ngô Ngo|Dương Duong|Lý Ly|Đinh Dinh|Trương Truong|Lâm Lam|Mai
Cao|Thái Thai|Tạ Ta|Châu Chau|Đào Dao|Quách Quach|Tô To|Vương Vuong|Lưu Luu|Trịnh Trinh
"""
VIETNAMESE_FIRST = """
Anh|Minh|Hương Huong|Lan|Thảo Thao|Dũng Dung|Tuấn Tuan|Hùng Hung|Linh|Hải Hai
Phương Phuong|Thanh|Hiếu Hieu|Trang|Khánh Khanh|Quang|Đức Duc|Thúy Thuy|Nga
Hòa Hoa|Mỹ My|Long|Bảo Bao|Châu Chau|Vy Vi|Kim-Anh Kimanh|Thu Thư|Ngọc Ngoc|Tâm Tam|Yến Yen
"""
INDIAN_LAST = """
Patel|Singh Sing|Shah Sha|Sharma Sarma|Gupta Guptha|Kumar|Reddy Reddi|Rao Rau
Desai Desay|Mehta Mehtha|Joshi Joshy|Iyer Aiyer Ayyar|Krishnan Krishnun|Nair Nayar|Menon Menen
Chaudhary Choudhary Chowdhury Chaudhry|Banerjee Bannerjee Banerji|Mukherjee Mukerjee Mukherji
Chatterjee Chatterji|Srinivasan Sreenivasan|Subramanian Subramaniam|Venkatesan Venkateshan
Agarwal Aggarwal Agrawal|Bhatt Bhat|Naidu Naydu|Pillai Pillay|Thakkar Thakker|Trivedi Triwedi
Khan|Verma Varma|Mishra Misra|Pandey Pande|Bose Basu|Ghosh Ghose|Das Dass|Jain|Malhotra
Kapoor Kapur|Chopra|Bhattacharya Bhattacharyya|Vaidya Vaidhya|Parekh Parikh|Modi Mody
"""
INDIAN_FIRST = """
Priya Prya|Lakshmi Laxmi Lakshmy|Srinivas Sreenivas Shrinivas|Deepak Dipak|Sunil Suneel|Anil Aneel
Sanjay Sanjai|Vijay Vijai|Rajesh|Ramesh|Suresh|Pooja Puja|Neeta Nita
Geeta Gita Geetha|Sita Seetha|Meena Mina|Vishal Wishal|Vivek|Rahul|Rohit Rohith
Kavita Kavitha Kaveetha|Sunita Suneeta Sunitha|Anita Aneeta|Swati Swathi|Jyoti Jyothi|Aarti Arti
Archana Archna|Shreya Sreya|Nitin Niteen|Naveen Navin|Praveen Pravin|Manish Maneesh|Ashok Asoke
Harish Hareesh|Girish Gireesh|Mahesh|Dinesh|Rakesh|Shilpa Silpa|Usha
"""
ARABIC_LAST = """
Mohammed Muhammad Mohamed Mohammad|Ahmed Ahmad|Hassan Hasan Hasen|Hussein Hussain Husain Husein
Ali Aly|Abdullah Abdallah Abdulla|al-Hassan Alhassan|El-Sayed Elsayed Al-Sayed|Khalil Khaleel
Mansour Mansur Mansoor|Said Saeed Sayeed|Rahman Rehman|Saleh Salih|Ibrahim Ebrahim
Yousef Yusuf Youssef|Nasser Nassar Naser|Haddad Hadad|Khoury Khouri Koury|Najjar Najar|Hamdan|Farah
al-Masri Almasri El-Masry|al-Khatib Alkhatib El-Khatib|Abu-Bakr Abubakr|Othman Uthman Osman
Kassem Qasim Kasem|Shaheen Shahin|Awad Awwad|Zaidi Zaydi|Siddiqui Siddiqi Siddique
Qureshi Quraishi Koreshi|Sheikh Shaikh|Malik Malek|Aziz Azeez|Sultan Soltan|Hakim Hakeem
Jaber Jabir Gaber|Abdel-Rahman Abdelrahman Abdulrahman
"""
ARABIC_FIRST = """
Mohammed Muhammad Mohamed Mohammad|Ahmed Ahmad|Mahmoud Mahmud Mahmood|Mustafa Mostafa Moustafa
Omar Umar Omer|Youssef Yusuf Yousef Yousif|Khaled Khalid|Tariq Tarek Tareq|Hassan Hasan|Ali Aly
Fatima Fatimah Fatma|Aisha Aysha Ayesha|Maryam Mariam Meryem|Layla Leila Laila|Noor Nour Nur
Zainab Zaynab Zeinab|Yasmin Yasmeen Jasmin|Samir Sameer|Karim Kareem|Rania Raniya|Huda Hoda
Amina Aminah Ameena|Salma Selma|Ibrahim Ebrahim|Hussein Hussain Husain|Jamal Gamal|Nadia Nadya
"""
_HISPANIC_LAST_TEXT = """
García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores Rivera Gómez
Díaz Reyes Morales Ortiz Gutiérrez Cruz Ruiz Álvarez Castillo Jiménez Vásquez Moreno Herrera Medina
Aguilar Vargas Guzmán Méndez Muñoz Salazar Garza Soto Vega Alvarado Delgado Peña Contreras Sandoval
Guerrero Ríos Estrada Ortega Núñez Maldonado Domínguez Espinoza Rojas Márquez Padilla Mejía Juárez
Figueroa Ávila Molina Campos Ayala Carrillo Cabrera Lara Robles Cervantes Solís Salinas Fuentes
León Velásquez Aguirre Ochoa Cárdenas Calderón Rivas Serrano Rosales Castañeda Gallegos Ibarra
Suárez Orozco Zamora Escobar Franco Villarreal Santiago Nieves Colón Cortés Quiñones Báez Peralta
Zúñiga Montes Ponce Acosta Bautista Valdez Trujillo Camacho Pacheco Macías Esparza Zavala Marín
Arroyo Nava Beltrán Rosario
"""
HISPANIC_LAST = _HISPANIC_LAST_TEXT.split()
_HISPANIC_FIRST_TEXT = """
María José Juan Luis Carlos Jesús Ana Miguel Jorge Rosa Francisco Pedro Manuel Antonio Alejandro
Ricardo Fernando Eduardo Roberto Javier Sofía Lucía Andrés Raúl Óscar Héctor Sergio Ramón Rubén
César Mónica Verónica Patricia Guadalupe Adriana Gabriela Claudia Beatriz Inés Isabel Teresa Carmen
Elena Martín Tomás Iván Ángel Ángela Bárbara Germán Hernán Julián Joaquín Víctor Lázaro Nicolás
Sebastián Rocío Belén Noemí Concepción Mercedes Esperanza Marisol Yolanda Graciela Silvia Leticia
Cecilia
"""
HISPANIC_FIRST = _HISPANIC_FIRST_TEXT.split()

HISPANIC_PARTICLES = (
    "de la Cruz", "De La Rosa", "de la Torre", "De la Fuente", "de León", "De Jesús", "del Río",
    "Del Valle", "del Toro", "de los Santos", "De Los Reyes", "de la Garza", "Delacruz", "Deleon",
)  # fmt: skip


def groups(text: str) -> list[list[str]]:
    """Lists of spellings that stand for one name."""
    return [entry.split() for line in text.split("\n") for entry in line.split("|") if entry]
