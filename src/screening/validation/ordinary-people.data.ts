/** Common given and family names of many countries: people made of them stand on no list, but for a rare namesake. */
export const GIVEN_NAMES: readonly string[] = [
  ...['Anna', 'Maria', 'Lukas', 'Sophie', 'Jonas', 'Emma', 'Oliver', 'Camille', 'Pierre', 'Giulia'],
  ...['Marco', 'Carmen', 'Diego', 'Beatriz', 'Joao', 'Katarzyna', 'Piotr', 'Andrei', 'Elena', 'Olga'],
  ...['Dmitri', 'Svetlana', 'Ahmed', 'Fatima', 'Omar', 'Leila', 'Yusuf', 'Aisha', 'Mehmet', 'Elif'],
  ...['Priya', 'Rahul', 'Anjali', 'Arjun', 'Wei', 'Mei Ling', 'Haruto', 'Yuki', 'Ji-woo', 'Min-jun'],
  ...['Nguyen Thi', 'Somchai', 'Siti', 'Budi', 'Kwame', 'Amina', 'Chinedu', 'Zanele', 'Thabo', 'Abebe'],
  ...['James', 'Jennifer', 'Michael', 'Ashley', 'Liam', 'Olivia', 'Ingrid', 'Lars', 'Niamh', 'Eero'],
];
export const FAMILY_NAMES: readonly string[] = [
  ...['Huber', 'Schneider', 'Vogel', 'Martin', 'Lefebvre', 'Rossi', 'Ferrari', 'Garcia', 'Moreno', 'Silva'],
  ...['Carvalho', 'Kowalska', 'Nowak', 'Popescu', 'Horvath', 'Novakova', 'Petrova', 'Smirnov', 'Kuznetsova'],
  ...['Hassan', 'Mansour', 'Khalil', 'Haddad', 'Rahimi', 'Yilmaz', 'Demir', 'Sharma', 'Patel', 'Iyer'],
  ...['Mukherjee', 'Chen', 'Huang', 'Tanaka', 'Watanabe', 'Park', 'Choi', 'Tran', 'Suwannarat', 'Wijaya'],
  ...['Mensah', 'Okafor', 'Dlamini', 'Tesfaye', 'Diallo', 'Kamau', 'Smith', 'Johnson', 'Williams', 'Baker'],
  ...['Andersen', 'Lindqvist', 'Virtanen', 'Byrne', 'Campbell', 'Tremblay', 'Peeters', 'Jansen', 'Borg'],
];
