#include "core/input_presets.h"
#include "core/lesson.h"
#include "widgets/word_table.h"
#include "widgets/words.h"

#include <QTest>

#include <limits>

using namespace convoscope;

Q_DECLARE_METATYPE(convoscope::Refusal)
Q_DECLARE_METATYPE(convoscope::Fact)
Q_DECLARE_METATYPE(convoscope::Plane)

namespace {

QString text(std::string_view key)
{
    return QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

constexpr int reasons = static_cast<int>(Reason::NotFinite) + 1;
constexpr int caveats = static_cast<int>(Caveat::CannotExpress) + 1;
constexpr int dialects = static_cast<int>(Dialect::Onnx) + 1;

Plane plane(std::string_view name, PlaneRole role, Pair size, Border border = {})
{
    return {.name = name,
            .role = role,
            .values = std::make_shared<const Tensor>(Shape{.h = size.y, .w = size.x}),
            .border = border};
}

/// A finished sentence: it starts large, ends with a full stop, and has no place left to fill in.
bool isSentence(const QString &s)
{
    return s.size() > 10 && s.front() == s.front().toUpper() && s.endsWith('.') && !s.contains('{')
        && !s.contains('%') && !s.contains("  ");
}

/// The parameters of a lesson with each choice and each switch tried in turn.
std::vector<Params> variants(const Lesson &lesson)
{
    std::vector<Params> all{lesson.start()};
    for (const Field &field : lesson.fields) {
        const int choices = field.kind == FieldKind::Flag ? 2 : static_cast<int>(field.choices.size());
        for (int i = 0; i < choices; ++i) {
            Params params = lesson.start();
            field.set(params, field.kind == FieldKind::Flag ? FieldValue(i != 0) : FieldValue(i));
            all.push_back(std::move(params));
        }
    }
    return all;
}

} // namespace

class TestWords : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void everyFieldHasWords_data();
    void everyFieldHasWords();
    void everyPlaneHasATitle_data();
    void everyPlaneHasATitle();
    void everyFactHasATitle();
    void facts_data();
    void facts();
    void everyKernelHasATitle();
    void everyFilterHasWordsAndAGroup();
    void everyInputHasATitle();
    void everyChannelHasATitle();
    void everyDialectHasATitle();
    void everyCaveatIsASentenceOnEveryDialect();
    void everyReasonIsASentence_data();
    void everyReasonIsASentence();
    void refusals_data();
    void refusals();
    void subtitles_data();
    void subtitles();
    void sizesAreSubtitlesWithoutTheRest();
    void helpSaysTheRange();
    void unknownKeysAreReadable();
};

void TestWords::everyFieldHasWords_data()
{
    QTest::addColumn<int>("lesson");
    QTest::addColumn<int>("field");
    for (size_t l = 0; l < lessons().size(); ++l) {
        const Lesson &lesson = lessons()[l];
        for (size_t f = 0; f < lesson.fields.size(); ++f)
            QTest::addRow("%s/%s", qPrintable(text(lesson.id)), qPrintable(text(lesson.fields[f].key)))
                << static_cast<int>(l) << static_cast<int>(f);
    }
}

void TestWords::everyFieldHasWords()
{
    QFETCH(const int, lesson);
    QFETCH(const int, field);
    const Lesson &l = lessons()[static_cast<size_t>(lesson)];
    const Field &f = l.fields[static_cast<size_t>(field)];
    QVERIFY(isWorded(Vocabulary::Lesson, l.id));
    QVERIFY(isWorded(Vocabulary::FieldTitle, f.key));
    QVERIFY(isWorded(Vocabulary::FieldHelp, f.key));
    QVERIFY(isWorded(Vocabulary::Section, f.section));
    QVERIFY(isSentence(fieldHelp(f)));
    for (const auto choice : f.choices) {
        QVERIFY2(isWorded(Vocabulary::Choice, std::string(f.key).append("/").append(choice)), choice.data());
        QVERIFY(!choiceTitle(f.key, choice).isEmpty());
    }
}

void TestWords::everyPlaneHasATitle_data()
{
    QTest::addColumn<QString>("name");
    QSet<QString> names;
    for (const Lesson &lesson : lessons()) {
        for (const Params &params : variants(lesson)) {
            const auto trace = lesson.play(params);
            if (!trace)
                continue;
            for (const Plane &plane : trace->planes())
                names.insert(text(plane.name));
        }
    }
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestWords::everyPlaneHasATitle()
{
    QFETCH(const QString, name);
    QVERIFY(isWorded(Vocabulary::PlaneTitle, name.toStdString()));
}

void TestWords::everyFactHasATitle()
{
    for (const Lesson &lesson : lessons()) {
        for (const Params &params : variants(lesson)) {
            for (const FactsTable &table : lesson.facts ? lesson.facts(params) : std::vector<FactsTable>()) {
                QVERIFY2(isWorded(Vocabulary::FactTitle, table.name), table.name.data());
                for (const auto column : table.columns)
                    QVERIFY2(isWorded(Vocabulary::FactTitle, column), column.data());
                for (const FactsRow &row : table.rows) {
                    QVERIFY2(row.name.empty() || isWorded(Vocabulary::FactTitle, row.name), row.name.data());
                    QVERIFY(!row.name.empty() || !row.label.empty());
                    QVERIFY(row.facts.size() <= table.columns.size());
                }
            }
        }
    }
}

void TestWords::facts_data()
{
    QTest::addColumn<convoscope::Fact>("fact");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << Fact() << QString();
    QTest::newRow("count") << Fact(462422016LL) << "462,422,016";
    QTest::newRow("negative") << Fact(-3LL) << QStringLiteral("\u22123");
    QTest::newRow("number") << Fact(2.5) << "2.5";
    QTest::newRow("negative number") << Fact(-0.5) << QStringLiteral("\u22120.5");
    QTest::newRow("size") << Fact(Pair{224, 112}) << QStringLiteral("224\u00d7112");
    QTest::newRow("shape") << Fact(Extents{64, 3, 7, 7}) << QStringLiteral("64\u00d73\u00d77\u00d77");
    QTest::newRow("small share") << Fact(Share{0.0134}) << QStringLiteral("1.34%");
    QTest::newRow("share") << Fact(Share{0.876}) << QStringLiteral("87.6%");
    QTest::newRow("all") << Fact(Share{1.0}) << QStringLiteral("100%");
}

void TestWords::facts()
{
    QFETCH(const convoscope::Fact, fact);
    QFETCH(const QString, text);
    QCOMPARE(factText(fact), text);
}

void TestWords::everyKernelHasATitle()
{
    QSet<QString> titles;
    for (const KernelPreset preset : kernelPresets()) {
        QVERIFY2(isWorded(Vocabulary::Kernel, key(preset)), key(preset).data());
        titles.insert(kernelTitle(preset));
        QCOMPARE(choiceTitle("kernel_preset", key(preset)), kernelTitle(preset));
    }
    QCOMPARE(titles.size(), static_cast<qsizetype>(kernelPresets().size()));
}

void TestWords::everyFilterHasWordsAndAGroup()
{
    std::vector<std::string_view> grouped;
    for (const FilterGroup &group : filterGroups()) {
        QVERIFY(!filterGroupTitle(group.key).isEmpty());
        grouped.insert(grouped.end(), group.filters.begin(), group.filters.end());
    }
    std::vector<std::string_view> filters{ownKernel};
    for (const FilterPreset &preset : filterPresets())
        filters.push_back(preset.key);
    for (const std::string_view filter : filters) {
        QVERIFY2(isWorded(Vocabulary::Filter, filter) || isWorded(Vocabulary::Kernel, filter), filter.data());
        QVERIFY2(isSentence(filterHelp(filter)), filter.data());
        QVERIFY2(std::ranges::count(grouped, filter) == 1, filter.data());
    }
    QCOMPARE(grouped.size(), filters.size());
}

void TestWords::everyInputHasATitle()
{
    QSet<QString> titles;
    for (const auto preset : inputPresets()) {
        QVERIFY2(isWorded(Vocabulary::Input, preset), preset.data());
        titles.insert(inputTitle(preset));
    }
    QCOMPARE(titles.size(), static_cast<qsizetype>(inputPresets().size()));
}

void TestWords::everyChannelHasATitle()
{
    for (const auto *channel : {"luma", "red", "green", "blue"})
        QVERIFY2(isWorded(Vocabulary::Channel, channel), channel);
}

void TestWords::everyDialectHasATitle()
{
    QSet<QString> titles;
    for (int d = 0; d < dialects; ++d)
        titles.insert(dialectTitle(static_cast<Dialect>(d)));
    QCOMPARE(titles.size(), dialects);
    QVERIFY(!titles.contains(QString()));
}

void TestWords::everyCaveatIsASentenceOnEveryDialect()
{
    QSet<QString> sentences;
    for (int c = 0; c < caveats; ++c) {
        for (int d = 0; d < dialects; ++d) {
            const auto dialect = static_cast<Dialect>(d);
            const QString sentence = caveatSentence(static_cast<Caveat>(c), dialect);
            QVERIFY2(isSentence(sentence), qPrintable(sentence));
            QVERIFY(sentence.contains(dialectTitle(dialect)));
            sentences.insert(sentence);
        }
    }
    QCOMPARE(sentences.size(), caveats * dialects);
}

void TestWords::everyReasonIsASentence_data()
{
    QTest::addColumn<Refusal>("refusal");
    for (int r = 0; r < reasons; ++r) {
        for (const char axis : {'\0', 'y', 'x'}) {
            for (const bool works : {false, true}) {
                for (const char *field : {"kernel_size", "dilation", "groups"}) {
                    Refusal refusal{.reason = static_cast<Reason>(r),
                                    .field = field,
                                    .axis = axis,
                                    .got = 17,
                                    .limit = 23};
                    if (works)
                        refusal.works = 29;
                    QTest::addRow("%d %c %s%s", r, axis == 0 ? '-' : axis, field, works ? " works" : "")
                        << refusal;
                }
            }
        }
    }
}

void TestWords::everyReasonIsASentence()
{
    QFETCH(const Refusal, refusal);
    const QString sentence = refusalSentence(refusal);
    QVERIFY2(isSentence(sentence), qPrintable(sentence));
    if (refusal.works)
        QVERIFY2(sentence.contains("29"), qPrintable(sentence));
}

void TestWords::refusals_data()
{
    QTest::addColumn<Refusal>("refusal");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("stride 0")
        << Refusal{.reason = Reason::NotPositive, .field = "stride", .axis = 'y', .got = 0, .works = 1}
        << "Stride is 0 in height, but has to be at least 1. The nearest value that "
           "works is 1.";
    QTest::newRow("negative") << Refusal{.reason = Reason::Negative, .field = "pad", .got = -2, .works = 0}
                              << QString::fromUtf8("Cells on each side is −2, but can't be negative. The "
                                                   "nearest value that works is 0.");
    QTest::newRow("sigma of a chain")
        << Refusal{.reason = Reason::OutOfRange, .field = "chain[1].sigma", .got = 0, .limit = 1, .works = 1}
        << QString::fromUtf8("Step 2: Sigma σ can't be 0 here. The nearest value that works is 1.");
    QTest::newRow("size in the other chain")
        << Refusal{.reason = Reason::OutOfRange, .field = "rival[0].kernel", .got = 4, .limit = 5, .works = 5}
        << "Step 1: Kernel size can't be 4 here. The nearest value that works is 5.";
    QTest::newRow("strength of a chain") << Refusal{.reason = Reason::OutOfRange,
                                                    .field = "chain[0].strength",
                                                    .got = 3,
                                                    .limit = 2,
                                                    .works = 2}
                                         << "Step 1: Strength has to lie between 0 and 200 %.";
    QTest::newRow("own kernel without weights")
        << Refusal{.reason = Reason::EmptyInput, .field = "chain[0].kernel"}
        << "Step 1: The kernel has no weights.";
    QTest::newRow("unknown filter") << Refusal{.reason = Reason::Missing, .field = "chain[2].name"}
                                    << "Step 3: There is no filter of that name.";
    QTest::newRow("wide kernel") << Refusal{.reason = Reason::KernelExceedsInput,
                                            .field = "kernel_size",
                                            .axis = 'x',
                                            .got = 7,
                                            .limit = 5,
                                            .works = 5}
                                 << "The kernel spans 7 cells in width, but the padded input has only 5. A "
                                    "kernel of 5 fits, and so does more padding.";
    QTest::newRow("wide window") << Refusal{.reason = Reason::KernelExceedsInput,
                                            .field = "window",
                                            .axis = 'y',
                                            .got = 6,
                                            .limit = 4,
                                            .works = 4}
                                 << "The window spans 6 cells in height, but the padded input has only 4. A "
                                    "window of 4 fits.";
    QTest::newRow("padding of a pool")
        << Refusal{.reason = Reason::PaddingOverHalfKernel,
                   .field = "pool_padding",
                   .axis = 'x',
                   .got = 2,
                   .limit = 1,
                   .works = 1}
        << "Padding is 2 in width, more than half the window: 1. The nearest value that works is 1.";
    QTest::newRow("one window over a photo")
        << Refusal{.reason = Reason::TooLarge, .field = "operation", .got = 90000, .limit = 65536}
        << "This would need 90,000 cells, more than the 65,536 that fit. A smaller input helps, such as a "
           "part "
           "of the picture.";
    QTest::newRow("dilation")
        << Refusal{.reason = Reason::KernelExceedsInput,
                   .field = "dilation",
                   .axis = 'y',
                   .got = 9,
                   .limit = 7,
                   .works = 3}
        << "With this dilation the kernel spans 9 cells in height, but the padded input "
           "has only 7. The nearest dilation that works is 3.";
    QTest::newRow("reflect")
        << Refusal{.reason = Reason::ReflectTooFar,
                   .field = "padding_mode",
                   .axis = 'y',
                   .got = 5,
                   .limit = 5,
                   .works = 4}
        << "Reflect padding of 5 needs an input of more than 5 cells in height; this one "
           "has 5. The nearest padding that works is 4.";
    QTest::newRow("too large")
        << Refusal{.reason = Reason::TooLarge, .field = "view", .got = 12000000, .limit = 262144}
        << "This would need 12,000,000 cells, more than the 262,144 that fit. A smaller "
           "input or a larger stride helps.";
}

void TestWords::refusals()
{
    QFETCH(const Refusal, refusal);
    QTEST(refusalSentence(refusal), "sentence");
}

void TestWords::subtitles_data()
{
    QTest::addColumn<Plane>("plane");
    QTest::addColumn<QString>("subtitle");
    const auto row = [](const char *name, const Plane &p, const char *subtitle) {
        QTest::newRow(name) << p << QString::fromUtf8(subtitle);
    };
    const Sides one{1, 1, 1, 1};
    row("plain", plane("input", PlaneRole::Input, {5, 5}), "5 × 5");
    row("zero padding", plane("input", PlaneRole::Input, {5, 5}, {.sides = one}),
        "5 × 5, zero padding 1 → 7 × 7");
    row("constant", plane("input", PlaneRole::Input, {5, 5}, {.sides = one, .constant = 2.5F}),
        "5 × 5, padding 1 filled with 2.5 → 7 × 7");
    row("rows and columns differ",
        plane("input", PlaneRole::Input, {4, 6}, {.sides = {2, 2, 1, 1}, .mode = PaddingMode::Reflect}),
        "4 × 6, reflect padding 1 × 2 → 6 × 10");
    row("one sided",
        plane("input", PlaneRole::Input, {4, 4}, {.sides = {0, 1, 0, 1}, .mode = PaddingMode::Replicate}),
        "4 × 4, replicate padding left 0, right 1, top 0, bottom 1 → 5 × 5");
    row("circular", plane("input", PlaneRole::Input, {3, 3}, {.sides = one, .mode = PaddingMode::Circular}),
        "3 × 3, circular padding 1 → 5 × 5");
    row("kernel", plane("kernel", PlaneRole::Kernel, {3, 3}), "3 × 3, 9 weights shared");
    row("single weight", plane("kernel", PlaneRole::Kernel, {1, 1}), "1 × 1, one shared weight");
    row("dense", plane("dense-matrix", PlaneRole::Kernel, {25, 25}), "25 × 25, 625 separate weights");
    Plane spread = plane("spread-input", PlaneRole::Input, {5, 5}, {.sides = one});
    spread.pitch = {2, 2};
    row("spread", spread, "3 × 3 spread to 5 × 5, zero padding 1 → 7 × 7");
    row("maximum",
        plane("input", PlaneRole::Input, {5, 5},
              {.sides = one, .constant = -std::numeric_limits<float>::infinity()}),
        "5 × 5, padding 1 filled with −∞ → 7 × 7");
    Plane overhanging = plane("input", PlaneRole::Input, {5, 5}, {.sides = one});
    overhanging.overhang = {0, 1, 0, 1};
    row("overhang is no padding", overhanging, "5 × 5, zero padding 1 → 7 × 7");
    Plane compared = plane("difference", PlaneRole::Difference, {40, 30});
    compared.agreeing = 1000;
    row("compared", compared, "40 × 30, 1,000 of 1,200 the same");
    Plane large = plane("difference", PlaneRole::Difference, {100, 300});
    large.agreeing = 29999;
    row("large and compared", large, "100 × 300, 99.9 % the same");
    large.agreeing = 30000;
    row("large and the same", large, "100 × 300, 100.0 % the same");
    Plane photo = plane("input", PlaneRole::Input, {300, 4000});
    photo.picture = true;
    row("picture", photo, "300 × 4,000");
}

void TestWords::subtitles()
{
    QFETCH(const Plane, plane);
    QTEST(planeSubtitle(plane), "subtitle");
}

void TestWords::sizesAreSubtitlesWithoutTheRest()
{
    const Border border{.sides = {2, 2, 1, 1}, .mode = PaddingMode::Reflect};
    QCOMPARE(planeSize(plane("input", PlaneRole::Input, {4, 6}, border)), "4 × 6 → 6 × 10");
    QCOMPARE(planeSize(plane("kernel", PlaneRole::Kernel, {3, 3})), "3 × 3");
}

void TestWords::helpSaysTheRange()
{
    const Field stride{.key = "stride", .kind = FieldKind::Pair, .low = 1, .high = 64};
    QVERIFY(fieldHelp(stride).startsWith(fieldHelp("stride")));
    QVERIFY(fieldHelp(stride).endsWith("From 1 to 64, height and width each."));
    const Field shift{.key = "shift", .kind = FieldKind::Integer, .low = -64, .high = 64};
    QVERIFY(fieldHelp(shift).endsWith(QString::fromUtf8("From −64 to 64.")));
}

void TestWords::unknownKeysAreReadable()
{
    QVERIFY(!isWorded(Vocabulary::FieldTitle, "never_heard_of"));
    QCOMPARE(fieldTitle("never_heard_of"), "Never heard of");
    QCOMPARE(planeTitle("partial-sum"), "Partial sum");
    QCOMPARE(choiceTitle("view", "some-day"), "Some day");
    QCOMPARE(lessonTitle(""), "");
    QCOMPARE(formulaTitle("pooling"), "Output size");
    QCOMPARE(formulaTitle("pipeline"), "Probability of the answer");
}

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
