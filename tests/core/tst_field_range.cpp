#include "core/field_range.h"
#include "core/lesson.h"

#include <QTest>

using namespace convoscope;

/// Numbers outside of what a field says of itself are refused by every lesson before anything is computed.
class TestFieldRange : public QObject {
    Q_OBJECT

private slots:
    void startsAreInRange();
    void everyBoundIsKept_data();
    void everyBoundIsKept();
};

namespace {

/// A value of the field's kind that is the same number all over.
FieldValue filled(const Field &field, int number)
{
    switch (field.kind) {
    case FieldKind::Integer: return number;
    case FieldKind::Real: return static_cast<double>(number);
    case FieldKind::Pair: return Pair{number, number};
    default: return Sides{number, number, number, number};
    }
}

bool isNumeric(const Field &field)
{
    return field.kind == FieldKind::Integer || field.kind == FieldKind::Real || field.kind == FieldKind::Pair
        || field.kind == FieldKind::Sides;
}

} // namespace

void TestFieldRange::startsAreInRange()
{
    for (const Lesson &lesson : lessons())
        QVERIFY2(!refusedRange(lesson.fields, lesson.start()), lesson.id.data());
}

void TestFieldRange::everyBoundIsKept_data()
{
    QTest::addColumn<int>("lesson");
    QTest::addColumn<int>("field");
    for (size_t l = 0; l < lessons().size(); ++l) {
        const auto fields = lessons()[l].fields;
        for (size_t f = 0; f < fields.size(); ++f) {
            if (isNumeric(fields[f]) && fields[f].active(lessons()[l].start()))
                QTest::addRow("%s/%s", lessons()[l].id.data(), fields[f].key.data())
                    << static_cast<int>(l) << static_cast<int>(f);
        }
    }
}

void TestFieldRange::everyBoundIsKept()
{
    QFETCH(const int, lesson);
    QFETCH(const int, field);
    const Lesson &l = lessons()[static_cast<size_t>(lesson)];
    const Field &f = l.fields[static_cast<size_t>(field)];
    for (const bool above : {false, true}) {
        const double bound = above ? f.high : f.low;
        Params params = l.start();
        f.set(params, filled(f, static_cast<int>(bound) + (above ? 1 : -1)));
        if (f.get(params) == f.get(l.start()))
            continue; // the field doesn't take it at all
        const auto refused = refusedRange(l.fields, params);
        QVERIFY(refused.has_value());
        QCOMPARE(refused->field, std::string(f.key));
        QCOMPARE(refused->works, std::optional(static_cast<long long>(bound)));
        const auto played = l.play(params);
        QVERIFY(!played);
        QVERIFY(played.refusal() == *refused);
    }
}

QTEST_APPLESS_MAIN(TestFieldRange)
#include "tst_field_range.moc"
