<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n checks passed</source>
        <translation>
            <numerusform>%n check passed</numerusform>
            <numerusform>%n checks passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tries failed before a send succeeded</source>
        <translation>
            <numerusform>%n try failed before a send succeeded</numerusform>
            <numerusform>%n tries failed before a send succeeded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages for one send step</source>
        <translation>
            <numerusform>%n message for one send step</numerusform>
            <numerusform>%n messages for one send step</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A step ran %n times</source>
        <translation>
            <numerusform>A step ran %n time</numerusform>
            <numerusform>A step ran %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tries to hand over “%1” failed, the last of them with %3.</source>
        <translation>
            <numerusform>%n try to hand over “%1” failed, with %3.</numerusform>
            <numerusform>%n tries to hand over “%1” failed, the last of them with %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” came %n times too late, first at %3, and changed nothing.</source>
        <translation>
            <numerusform>“%1” came once too late, at %3, and changed nothing.</numerusform>
            <numerusform>“%1” came %n times too late, first at %3, and changed nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opens were recorded too late, the first at %3, and changed nothing.</source>
        <translation>
            <numerusform>%n open was recorded too late, at %3, and changed nothing.</numerusform>
            <numerusform>%n opens were recorded too late, the first at %3, and changed nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” failed after %n tries: %3.</source>
        <translation>
            <numerusform>“%1” failed after %n try: %3.</numerusform>
            <numerusform>“%1” failed after %n tries: %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then %n further steps completed.</source>
        <translation>
            <numerusform>Then %n further step completed.</numerusform>
            <numerusform>Then %n further steps completed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then %n further steps followed; not all of them completed.</source>
        <translation>
            <numerusform>Then %n further step followed; it did not complete.</numerusform>
            <numerusform>Then %n further steps followed; not all of them completed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more places of this document did not fit.</source>
        <translation>
            <numerusform>%n more place of this document did not fit.</numerusform>
            <numerusform>%n more places of this document did not fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n attempts</source>
        <translation>
            <numerusform>%1 · %n attempt</numerusform>
            <numerusform>%1 · %n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stretches · %1</source>
        <translation>
            <numerusform>%n stretch · %1</numerusform>
            <numerusform>%n stretches · %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n more messages</source>
        <translation>
            <numerusform>+%n more message</numerusform>
            <numerusform>+%n more messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps not taken</source>
        <translation>
            <numerusform>%n step not taken</numerusform>
            <numerusform>%n steps not taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 → %2 and %n more, not taken</source>
        <translation>
            <numerusform>%1 → %2 and %n more, not taken</numerusform>
            <numerusform>%1 → %2 and %n more, not taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows, too low here to be named</source>
        <translation>
            <numerusform>%n row, too low here to be named</numerusform>
            <numerusform>%n rows, too low here to be named</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” came in time %n times and was taken for late</source>
        <translation>
            <numerusform>“%1” came in time and was taken for late</numerusform>
            <numerusform>“%1” came in time %n times and was taken for late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n opens came in time and were taken for late</source>
        <translation>
            <numerusform>An open came in time and was taken for late</numerusform>
            <numerusform>%n opens came in time and were taken for late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first of %n came at %4, when “%2” was open; its limit was %5.</source>
        <translation>
            <numerusform>It came at %4, when “%2” was open; its limit was %5.</numerusform>
            <numerusform>The first of %n came at %4, when “%2” was open; its limit was %5.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A step was tried %n times</source>
        <translation>
            <numerusform>A step was tried once</numerusform>
            <numerusform>A step was tried %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the steps not told one by one, %n failed.</source>
        <translation>
            <numerusform>Of the steps not told one by one, %n failed.</numerusform>
            <numerusform>Of the steps not told one by one, %n failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the waits not told one by one, %n timed out.</source>
        <translation>
            <numerusform>Of the waits not told one by one, %n timed out.</numerusform>
            <numerusform>Of the waits not told one by one, %n timed out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the steps not told one by one, %n made a message that did not arrive, or of which that is not known.</source>
        <translation>
            <numerusform>Of the steps not told one by one, %n made a message that did not arrive, or of which that is not known.</numerusform>
            <numerusform>Of the steps not told one by one, %n made a message that did not arrive, or of which that is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the steps not told one by one, %n succeeded only after tries that failed.</source>
        <translation>
            <numerusform>Of the steps not told one by one, %n succeeded only after tries that failed.</numerusform>
            <numerusform>Of the steps not told one by one, %n succeeded only after tries that failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the steps not told one by one, %n were skipped.</source>
        <translation>
            <numerusform>Of the steps not told one by one, %n was skipped.</numerusform>
            <numerusform>Of the steps not told one by one, %n were skipped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %n more findings of this kind.</source>
        <translation>
            <numerusform>There is %n more finding of this kind.</numerusform>
            <numerusform>There are %n more findings of this kind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The run waited %n times more.</source>
        <translation>
            <numerusform>The run waited once more.</numerusform>
            <numerusform>The run waited %n times more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server contradicts itself in %n places; what the steps say is told here.</source>
        <translation>
            <numerusform>The server contradicts itself in one place; what the step says is told here.</numerusform>
            <numerusform>The server contradicts itself in %n places; what the steps say is told here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” came late %n times and changed nothing, as promised</source>
        <translation>
            <numerusform>Late “%1” changed nothing, as promised</numerusform>
            <numerusform>“%1” came late %n times and changed nothing, as promised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n late opens changed nothing, as promised</source>
        <translation>
            <numerusform>Late open changed nothing, as promised</numerusform>
            <numerusform>%n late opens changed nothing, as promised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first of %n came at %4, when “%2” was resolved already.</source>
        <translation>
            <numerusform>It came at %4, when “%2” was resolved already.</numerusform>
            <numerusform>The first of %n came at %4, when “%2” was resolved already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” came late %n times and was followed after all</source>
        <translation>
            <numerusform>Late “%1” was followed after all</numerusform>
            <numerusform>“%1” came late %n times and was followed after all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n late opens were followed after all</source>
        <translation>
            <numerusform>Late open was followed after all</numerusform>
            <numerusform>%n late opens were followed after all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first of %n came at %4, when “%2” had timed out; yet “%5” ran.</source>
        <translation>
            <numerusform>It came at %4, when “%2” had timed out; yet “%5” ran.</numerusform>
            <numerusform>The first of %n came at %4, when “%2” had timed out; yet “%5” ran.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The definition is not valid: it has %n errors.</source>
        <translation>
            <numerusform>The definition is not valid: it has an error.</numerusform>
            <numerusform>The definition is not valid: it has %n errors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The definition is valid; look at %n warnings.</source>
        <translation>
            <numerusform>The definition is valid; look at a warning.</numerusform>
            <numerusform>The definition is valid; look at %n warnings.</numerusform>
        </translation>
    </message>
</context>
</TS>
