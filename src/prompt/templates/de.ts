import type { Templates } from './template.ts';

export const de: Templates = {
  colon: ': ',
  adds: (line) => `Fügt die Zeile „${line}“ hinzu.`,
  questions: {
    'Q01.purpose_goal': {
      label: 'Ziel',
      text: 'Welche Eigenschaft soll besser werden?',
      reason:
        'Tempo, Lesbarkeit und Speicherbedarf ziehen in verschiedene Richtungen; ohne Ziel bleibt die Änderung Geschmackssache.',
      options: [
        ['Geschwindigkeit', 'Lesbarkeit oder Speicher dürfen für Laufzeit geopfert werden.'],
        ['Lesbarkeit', 'Aufbau und Namen ändern sich, Verhalten und Tempo bleiben.'],
        ['Speicher oder Größe', 'Es wird weniger gehalten oder ausgeliefert, auch wenn es länger dauert.'],
        ['Weniger Fehler', 'Prüfungen und Fehlerbehandlung kommen hinzu.'],
      ],
    },
    'Q01.purpose_goal/text': {
      label: 'Ziel',
      text: 'Was soll daran besser werden?',
      reason: 'Kürzer, klarer und überzeugender sind verschiedene Überarbeitungen.',
      options: [
        ['Klarer', 'Sätze werden einfacher, der Inhalt bleibt.'],
        ['Kürzer', 'Weniger Wichtiges fällt weg.'],
        ['Nur die Sprache berichtigen', 'Grammatik und Rechtschreibung ändern sich, die Wortwahl bleibt.'],
        ['Überzeugender', 'Reihenfolge und Gewichtung ändern sich.'],
      ],
    },
    'Q02.scope_subtype': {
      label: 'Worum es geht',
      text: 'Worauf bezieht sich das? Bitte einfügen oder benennen.',
      reason: 'Der Text sagt nicht, was gemeint ist; jede Antwort wäre geraten.',
      options: ['Ein Text oder Code, den ich hier einfüge…', 'Etwas, das ich in einem Satz beschreibe…'],
    },
    'Q02.scope_subtype/agent': {
      label: 'Was sich ändern soll',
      text: 'Was passiert jetzt, und was soll stattdessen passieren?',
      reason: 'Der Code lässt sich lesen, aber er verrät nicht, welches Verhalten unerwünscht ist.',
      options: [
        'Eine Fehlermeldung, die ich einfüge…',
        'Ein falsches Ergebnis, das ich beschreibe…',
        'Etwas, das fehlt',
      ],
    },
    'Q03.data_source': {
      label: 'Material',
      text: 'Der Text oder die Datei liegt nicht bei. Lässt sich der Inhalt einfügen?',
      reason: 'Sonst würde die Antwort von erfundenem Inhalt handeln.',
      options: [
        'Ich füge ihn hier ein…',
        'Ich gebe einen Link oder Pfad an…',
        'Es gibt keinen: ein ausgedachtes Beispiel genügt',
      ],
    },
    'Q04.other': {
      label: 'Symptom',
      text: 'Was genau passiert? Bitte die Fehlermeldung oder die falsche Ausgabe einfügen.',
      reason: 'Derselbe Fehler kann viele Ursachen haben; die Meldung zeigt meist, welche es ist.',
      options: [
        'Eine Fehlermeldung oder ein Aufrufprotokoll',
        'Ein falsches Ergebnis ohne Fehlermeldung',
        'Es hängt oder ist langsam',
      ],
    },
    'Q04.success_criteria': {
      label: 'Erwartet',
      text: 'Was soll stattdessen passieren?',
      reason: 'Welches Verhalten richtig ist, steht nicht im Code.',
      options: ['Das Ergebnis, das ich aufschreibe…', 'Was eine frühere Version tat', 'Dasselbe, aber ohne Fehler'],
    },
    'Q04.scope_subtype': {
      label: 'Schritte',
      text: 'Mit welchen Schritten oder Eingaben tritt das Problem auf?',
      reason: 'Was sich wiederholen lässt, lässt sich nach der Korrektur prüfen.',
      options: ['Jedes Mal, mit der Eingabe, die ich einfüge…', 'Nur manchmal', 'Nur in einer Umgebung'],
    },
    'Q04.tech_stack': {
      label: 'Umgebung',
      text: 'Welche Sprache oder welches Framework, und in welcher Version?',
      reason: 'Die Korrektur ist je nach Version verschieden.',
      options: ['Die aktuelle Version', 'Eine ältere, die ich nenne…'],
    },
    'Q05.tech_stack': {
      label: 'Sprache',
      text: 'Welche Programmiersprache oder welches Framework soll es sein?',
      reason: 'Sonst läuft der Code vielleicht nicht dort, wo er gebraucht wird.',
      options: ['Python', 'JavaScript oder TypeScript', 'Java', 'Eine andere, die ich nenne…'],
    },
    'Q05.data_source': {
      label: 'Eingabe',
      text: 'Welche Eingabe bekommt der Code, und in welcher Form?',
      reason: 'Typ und Herkunft der Eingabe bestimmen die Signatur und das Einlesen.',
      options: ['Funktionsargumente', 'Eine Datei', 'Eingaben während der Ausführung'],
    },
    'Q05.output_format': {
      label: 'Ausgabe',
      text: 'Was soll herauskommen, und in welcher Form?',
      reason: 'Zurückgeben, Ausgeben und Speichern führen zu verschiedenem Code.',
      options: ['Ein Rückgabewert', 'Ausgegebener Text', 'Eine Datei'],
    },
    'Q05.other': {
      label: 'Randfälle',
      text: 'Was soll bei leerer oder ungültiger Eingabe geschehen?',
      reason: 'Code, der im Normalfall stimmt, unterscheidet sich oft hier.',
      options: [
        ['Einen Fehler auslösen', 'Der Aufrufer muss ihn behandeln.'],
        ['Ein leeres Ergebnis zurückgeben', 'Der Aufrufer sieht keinen Fehler.'],
        ['Kann nicht vorkommen', 'Es werden keine Prüfungen geschrieben.'],
      ],
    },
    'Q06.success_criteria': {
      label: 'Fertig, wenn',
      text: 'Woran lässt sich prüfen, dass es fertig ist?',
      reason: 'Mit einer Prüfung endet die Arbeit an der richtigen Stelle.',
      options: [
        'Die vorhandenen Tests laufen durch',
        'Ein neuer Test, den ich beschreibe, läuft durch…',
        'Ein Beispiel, das ich gebe, funktioniert…',
      ],
    },
    'Q07.preference_constraint': {
      label: 'Muss bleiben',
      text: 'Was muss so bleiben, wie es ist?',
      reason: 'Was nicht genannt ist, kann nebenbei geändert werden.',
      options: [
        ['Verhalten und öffentliche Schnittstelle', 'Aufrufer laufen unverändert weiter.'],
        ['Das Verhalten; die Schnittstelle darf sich ändern', 'Aufrufer werden mit angepasst.'],
        ['Nichts Bestimmtes', 'Alles darf sich ändern.'],
      ],
    },
    'Q09.budget': {
      label: 'Budget',
      text: 'Wie hoch ist das Budget?',
      reason: 'Unerschwingliche Vorschläge nützen nichts.',
      options: ['Kostenlos oder so günstig wie möglich', 'Mittlere Preislage', 'Der Preis ist zweitrangig'],
    },
    'Q09.time': {
      label: 'Zeitraum',
      text: 'Um welchen Zeitraum geht es: wann oder wie lange?',
      reason: 'Dauer und Datum entscheiden, was hineinpasst.',
      options: ['Höchstens ein Tag', 'Einige Wochen', 'Ohne feste Zeit'],
    },
    'Q09.location': {
      label: 'Ort',
      text: 'Um welchen Ort oder welche Region geht es?',
      reason: 'Angebote, Regeln und Klima sind von Ort zu Ort verschieden.',
      options: ['Ein Ort, den ich nenne…', 'Online, der Ort spielt keine Rolle'],
    },
    'Q09.audience_level': {
      label: 'Zielgruppe und Vorwissen',
      text: 'Für wen ist es, und was ist schon bekannt?',
      reason: 'Davon hängen Tiefe und Wortwahl ab.',
      options: ['Anfänger', 'Etwas Erfahrung', 'Fachleute'],
    },
    'Q09.audience_level/code': {
      label: 'Zielgruppe und Vorwissen',
      text: 'Wer verwendet den Code, und wie viel soll er erklären?',
      reason: 'Davon hängt ab, wie viel kommentiert, geprüft und leicht änderbar gemacht wird.',
      options: ['Nur ich', 'Ein Team, das ihn pflegt', 'Lernende: jeden Schritt erklären'],
    },
    'Q09.audience_level/text': {
      label: 'Zielgruppe und Vorwissen',
      text: 'Für wen ist es?',
      reason: 'Ton und Inhalt hängen davon ab, wer es liest.',
      options: ['Eine Person, die ich beschreibe…', 'Eine Gruppe, die ich beschreibe…', 'Alle'],
    },
    'Q09.preference_constraint': {
      label: 'Vorlieben',
      text: 'Welche Vorlieben oder Einschränkungen sind zu beachten?',
      reason: 'Eine Antwort, die dagegen verstößt, muss neu gemacht werden.',
      options: ['Die ich aufzähle…', 'Keine'],
    },
    'Q09.scope_subtype': {
      label: 'Schwerpunkt',
      text: 'Welche Art oder welcher Teil davon ist am wichtigsten?',
      reason: 'Das Thema ist weit; ein Schwerpunkt macht die Antwort genau.',
      options: ['Ein Überblick über alles', 'Ein Teil, den ich nenne…'],
    },
    'Q09.purpose_goal': {
      label: 'Zweck',
      text: 'Wofür wird es gebraucht?',
      reason: 'Der Zweck entscheidet, was wegbleiben darf.',
      options: ['Privat', 'Für die Arbeit', 'Für Schule oder Studium'],
    },
    'Q09.quantity': {
      label: 'Menge',
      text: 'Wie viele oder wie viel?',
      reason: 'Ohne Zahl bleibt der Umfang dem Zufall überlassen.',
      options: ['Eine kleine Auswahl', 'So viele wie möglich', 'Eine Zahl, die ich nenne…'],
    },
    'Q09.tech_stack': {
      label: 'Werkzeuge',
      text: 'Welches Gerät, welche Software oder Plattform wird benutzt?',
      reason: 'Die Schritte sind jeweils andere.',
      options: ['Was ich nenne…', 'Beliebig'],
    },
    'Q09.data_source': {
      label: 'Quellen',
      text: 'Welche Dateien, Daten oder Quellen sollen benutzt werden?',
      reason: 'Das Ergebnis hängt davon ab, woraus es stammt.',
      options: ['Was ich nenne…', 'Öffentliche Quellen nach Wahl', 'Ein ausgedachtes Beispiel genügt'],
    },
    'Q10.data_source': {
      label: 'Beispiel der Daten',
      text: 'Wie sehen die Daten aus? Bitte ein paar Zeilen oder die Spaltennamen einfügen.',
      reason: 'Namen und Typen der Felder lassen sich nicht erraten.',
      options: ['Ein Ausschnitt, den ich einfüge…', 'Nur Spaltennamen', 'Ein ausgedachtes Beispiel genügt'],
    },
    'Q10.output_format': {
      label: 'Felder der Ausgabe',
      text: 'Welche Felder soll das Ergebnis haben?',
      reason: 'Nicht genannte Felder können fehlen oder anders heißen.',
      options: ['Alle Felder der Eingabe', 'Die ich aufzähle…'],
    },
    'Q11.time': {
      label: 'Stand',
      text: 'Welcher Zeitraum gilt als aktuell?',
      reason: 'Was neu ist, hängt vom Tag ab.',
      options: ['Der letzte Monat', 'Das letzte Jahr', 'Ein Datum, das ich nenne…'],
    },
    'Q12.scope_subtype': {
      label: 'Maßstab',
      text: 'Nach welchem Maßstab soll geurteilt werden?',
      reason: 'Ein anderer Maßstab ergibt eine andere Reihenfolge.',
      options: [
        ['Preis', 'Günstige stehen vorn.'],
        ['Qualität oder Bewertung', 'Besser bewertete stehen vorn.'],
        ['Beliebtheit', 'Bekannte stehen vorn.'],
      ],
    },
    'Q13.output_format': {
      label: 'Form',
      text: 'In welcher Form und wie ausführlich soll die Antwort sein?',
      reason: 'Eine Tabelle, ein paar Zeilen und ein langer Text sind verschiedene Antworten.',
      options: ['Eine kurze Liste', 'Ein ausführlicher Text', 'Eine Tabelle'],
    },
    'C01.preference_constraint': {
      label: 'Vorrang',
      text: 'Zwei Vorgaben schließen einander aus. Welche gilt?',
      reason: 'Die Antwort kann nur eine davon einhalten.',
      options: [
        ['Die erste', 'Die andere entfällt.'],
        ['Die zweite', 'Die andere entfällt.'],
      ],
    },
  },
  lines: {
    A01: 'Antworte aus dem hier gegebenen Text; wenn er es nicht sagt, gib das an.',
    G04: 'Zeige vor jedem Schritt, der sich nicht rückgängig machen lässt, was er betrifft, und warte auf meine Bestätigung.',
  },
  headings: { S03: 'Aufgabe', A02: 'Das Ergebnis mit diesem Befehl prüfen' },
};
