import { readTemperatureLog } from './reading-temperature-log.js';
import { TemperatureLogError, type TemperatureLogOptions } from './temperature-log.js';

const zone: TemperatureLogOptions = { timeZone: 'Asia/Bangkok' };
const read = (text: string | Uint8Array, options: TemperatureLogOptions = zone) => readTemperatureLog(text, options);
const readingsOf = (text: string | Uint8Array, options: TemperatureLogOptions = zone) =>
  read(text, options).readings.map(({ at, celsius }) => [at.toISOString(), celsius]);
const oneAndTwo = [
  ['2023-04-17T09:21:00.000Z', 4.5],
  ['2023-04-17T09:26:00.000Z', -0.5],
];

describe('a table of readings', () => {
  it.each([
    ['commas', 'timestamp_local,temp_c\n2023-04-17 16:21,4.5\n2023-04-17 16:26,-0.5\n'],
    ['semicolons and decimal commas', 'Datum;Uhrzeit;Temperatur (°C)\r\n17.04.2023;16:21;4,5\r\n17.04.2023;16:26;-0,5\r\n'],
    ['tabs', 'Date/Time\tTemperature °C\n4/17/2023 4:21 PM\t4.5\n4/17/2023 4:26 PM\t-0.5'],
    ['quotes', '"Date Time, GMT+07:00","Temp, °C"\n"04/17/23 16:21","4,5"\n"04/17/23 16:26","-0,5"\n'],
    ['Fahrenheit', 'Timestamp,Temperature (°F)\n2023-04-17 16:21,40.1\n2023-04-17 16:26,31.1\n'],
    ['a column of units', 'Timestamp,Temperature,Unit\n2023-04-17 16:21,40.1,F\n2023-04-17 16:26,-0.5,C\n'],
    ['units after the values', 'Timestamp;Temperature\n2023-04-17 16:21;4,5 °C\n2023-04-17 16:26;31,1 °F\n'],
    ['UTC', 'timestamp_utc,temp_c\n2023-04-17 09:21,4.5\n2023-04-17 09:26,-0.5\n'],
    ['offsets of their own', 'timestamp,temp_c\n2023-04-17T11:21:00+02:00,4.5\n2023-04-17T09:26:00Z,-0.5\n'],
    [
      'the heading of other loggers',
      '"Date Time, GMT+07:00","Temp, ºC (LGR S/N: 99)"\n04/17/23 04:21:00 PM,4.500\n04/17/23 04:26:00 PM,-0.500\n',
    ],
    ['old line ends', 'timestamp,temp_c\r2023-04-17 16:21,4.5\r2023-04-17 16:26,-0.5\r'],
  ])('is read with %s', (_, text) => {
    expect(readingsOf(text)).toEqual(oneAndTwo);
    expect(read(text)).toMatchObject({ format: 'READINGS_TABLE', leftOut: [] });
  });

  it('is read from bytes in the encodings of loggers', () => {
    const text = 'Zeit;Datum;Temperatur °C\n16:21;17.04.2023;4,5\n16:26;17.04.2023;-0,5\n';
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), Buffer.from(text, 'latin1'), wide, Buffer.from(wide).swap16()]) {
      expect(readingsOf(bytes)).toEqual(oneAndTwo);
    }
  });

  it('brings the figures of the device that stand before it', () => {
    const { deviceId, reported, readings } = read(
      'Report of a shipment\nSerial number;A-77\nLogging interval;00:05:00\nMin;-0,5 °C\nMax;4,5 °C\nAverage;2 °C\nMKT;2,1 °C\nSender: Clinic "East\n\nDate time;Temperature °C\n2023-04-17 16:21;4,5\n',
    );
    expect(deviceId).toBe('A-77');
    expect(readings).toHaveLength(1);
    expect(reported).toMatchObject({
      minCelsius: -0.5,
      maxCelsius: 4.5,
      meanCelsius: 2,
      meanKineticCelsius: 2.1,
      loggingIntervalMinutes: 5,
    });
    expect(reported.header).toMatchObject({ 'line 1': 'Report of a shipment', Sender: 'Clinic "East', 'Serial number': 'A-77' });
  });

  it('leaves out what is no reading, with the line and the reason', () => {
    const { readings, leftOut } = read(
      'timestamp,temp_c,humidity\n2023-04-17 16:21,4.5,60\n2023-04-17 16:26,error,60\n\n2023-04-17 16:31,,60\n,5,60\nyesterday,5,60\n2023-02-30 10:00,5,60\n2023-04-17 16:36\n',
    );
    expect(readings).toHaveLength(1);
    expect(leftOut).toEqual([
      { line: 1, reason: 'The column "humidity" is not read.' },
      { line: 3, reason: '"error" is no temperature.' },
      { line: 5, reason: 'It has no temperature for 2023-04-17 16:31.' },
      { line: 6, reason: 'It has no time.' },
      { line: 7, reason: '"yesterday" is no date and time.' },
      { line: 8, reason: '"2023-02-30 10:00" is no date and time.' },
      { line: 9, reason: 'It has no temperature for 2023-04-17 16:36.' },
    ]);
  });

  it('counts what the device has marked', () => {
    expect(
      read('timestamp,temp_c,device_flag\n2023-04-17 16:21,4.5,\n2023-04-17 16:26,9,x\n2023-04-17 16:31,5,OK\n').reported.outOfLimits,
    ).toBe(1);
  });

  it('takes the column that is asked for', () => {
    const text = 'timestamp,Temp 1 °C,Temp 2 °C\n2023-04-17 16:21,4.5,5\n';
    expect(readingsOf(text, { ...zone, column: 'Temp 2 °C' })).toEqual([['2023-04-17T09:21:00.000Z', 5]]);
    expect(() => read(text)).toThrow('Line 1: the temperatures stand in "Temp 1 °C", "Temp 2 °C". Say which one');
  });

  it('asks where the file leaves a doubt that changes readings', () => {
    const bare = 'timestamp,temperature\n2023-04-17 16:21,40.1\n';
    expect(() => read(bare)).toThrow('Line 2: it does not say whether 40.1 is in °C or in °F');
    expect(readingsOf(bare, { ...zone, unit: 'FAHRENHEIT' })).toEqual([['2023-04-17T09:21:00.000Z', 4.5]]);
    const doubtful = 'timestamp,temp_c\n03/04/2023 16:21,4.5\n04/04/2023 16:21,4.5\n';
    expect(() => read(doubtful)).toThrow('Line 2: it is not clear whether 03/04/2023 16:21 has the day or the month first');
    expect(readingsOf(doubtful, { ...zone, dateOrder: 'MONTH_FIRST' })[0]).toEqual(['2023-03-04T09:21:00.000Z', 4.5]);
    expect(() => read('timestamp,temp_c\n2023-04-17 16:21,4.5\n', {})).toThrow('does not say in which time zone');
  });

  it('names the line of a quote without end', () => {
    expect(() => read('timestamp,temp_c\n2023-04-17 16:21,4.5\n"2023-04-17 16:26,4.5\n')).toThrow(
      /^Line [34]: the table cannot be read there/,
    );
  });
});

describe('a table of days', () => {
  it('is the figures of the device without readings', () => {
    expect(
      read('Date,Min °F,Max °F,Avg °F,alarm 1 minutes,remark\n2023-04-17,35.6,46.4,41,8,x\n2023-04-18,,46.4,41,0,\nsoon,1,2,3,4,5\n'),
    ).toMatchObject({
      format: 'DAILY_TABLE',
      readings: [],
      reported: { days: [{ date: '2023-04-17', minCelsius: 2, maxCelsius: 8, meanCelsius: 5, alarmMinutes: { 1: 8 } }] },
      leftOut: [
        { line: 1, reason: 'The column "remark" is not read.' },
        { line: 3, reason: 'It has no lowest or no highest temperature for 2023-04-18.' },
        { line: 4, reason: '"soon" is no date.' },
      ],
    });
  });

  it('asks for its unit and the order of its dates', () => {
    expect(() => read('Date,Min,Max\n2023-04-17,2,8\n')).toThrow('Line 1: it does not say whether the temperatures are in °C or in °F');
    expect(() => read('Date,Min C,Max C\n03/04/2023,2,8\n')).toThrow('Line 2: it is not clear whether the dates');
  });
});

describe('the text of a Berlinger logger', () => {
  const tag = (data: string, unit = 'C', pattern = 'yyyy-MM-dd hh:mm') =>
    `Device: Q-tag Fridge-tag Ultra Low\r\nConf:\r\n Serial: 77\r\n Zone: 7.00\r\n Temp unit: ${unit}\r\n Alarm:\r\n  0:\r\n   T AL: -0.5, t AL: 60\r\nHist:\r\n TS Actv: 2023-04-17 16:06\r\nData:\r\n\t${pattern}\tT\tOut of limits\r\n${data}Cert:\r\n Vers: 1.0\r\n`;

  it('is read in the zone of its header where none is said', () => {
    const log = read(tag('\t2023-04-17 16:21\t4.5\t\r\n\t2023-04-17 16:26\t-0.5\tx\r\n'), {});
    expect(log.readings.map(({ at, celsius }) => [at.toISOString(), celsius])).toEqual(oneAndTwo);
    expect(log).toMatchObject({
      format: 'BERLINGER_TEXT',
      deviceId: '77',
      leftOut: [],
      reported: { outOfLimits: 1, utcOffsetMinutes: 420 },
    });
    expect(log.reported.header).toMatchObject({ Device: 'Q-tag Fridge-tag Ultra Low', 'Conf.Alarm.0.T AL': '-0.5', 'Cert.Vers': '1.0' });
  });

  it('may be in Fahrenheit and have the day first', () => {
    expect(readingsOf(tag('\t17/04/2023 16:21\t40.1\t\r\n\t17/04/2023 16:26\t31.1\tx\r\n', 'F', 'dd/MM/yyyy hh:mm'))).toEqual(oneAndTwo);
  });

  it('leaves out what is no reading, with the line and the reason', () => {
    const { leftOut } = read(
      tag('\t2023-04-17 16:16\t--.-\tx\r\n\t2023-04-17 16:21\tE1\t\r\n\t2023-04-17\r\nnonsense\r\nDevice: other\r\n'),
    );
    expect(leftOut).toEqual([
      { line: 13, reason: 'The device has no temperature for 2023-04-17 16:16: it was not measuring yet, or no longer.' },
      { line: 14, reason: '"E1" is no temperature.' },
      { line: 15, reason: 'It has no time or no temperature: the file may have been cut off here.' },
      { line: 16, reason: '"nonsense" is no name with a value.' },
      { line: 17, reason: '"Device" stands there a second time; the first one counts.' },
    ]);
  });
});

it.each([
  ['', 'The file is empty'],
  ['%PDF-1.7\n…', 'neither the text of a Fridge-tag or Q-tag, nor a table'],
  ['name,price\nBandage,3\n', 'neither the text of a Fridge-tag or Q-tag, nor a table'],
])('says of %p what it is not', (text, message) => {
  expect(() => read(text)).toThrow(message);
  expect(() => read(text)).toThrow(TemperatureLogError);
});
