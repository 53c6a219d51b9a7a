#include "core/bundle.h"
#include "tests/widgets/accessible_names.h"
#include "widgets/choice_box.h"
#include "widgets/digit_browser.h"
#include "widgets/switch.h"

#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace convoscope;

namespace {

int asked = 0; ///< how many digits the judge has seen

/// Takes everything for a seven, or for as many as the stride of a convolution says.
const DigitJudge sevens{.asked =
                            [](const Params &params) {
                                ConvolutionParams kept;
                                kept.stride = std::get<ConvolutionParams>(params).stride;
                                return Params(kept);
                            },
                        .answering = [](const Params &params) -> std::function<int(const Tensor &)> {
                            const int stride = std::get<ConvolutionParams>(params).stride.y;
                            return [stride](const Tensor & /*digit*/) {
                                ++asked;
                                return stride == 1 ? 7 : stride;
                            };
                        }};

Params withStride(int stride)
{
    ConvolutionParams params = convolutionStart();
    params.stride = {stride, stride};
    return params;
}

int others(int label)
{
    return bundledDigits().count() - static_cast<int>(bundledDigits().withLabel(label).size());
}

} // namespace

class TestDigitBrowser : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsAllDigits();
    void filtersByLabel();
    void filtersWrongOnes();
    void asksOncePerNetwork();
    void asksAgainForAnother();
    void notAskedWhileHidden();
    void arrowsLeafAndTell();
    void clickTells();
    void enterCloses();
    void shownDigitIsMarkedInSilence();
    void filteredOutDigitLosesTheMark();
    void saysHowManyAreWrong();
    void withoutJudge();
    void everythingHasAName();
    void digitsAreSeen();

private:
    [[nodiscard]] QListView &list() const { return *m_browser->findChild<QListView *>(); }
    [[nodiscard]] int rows() const { return m_browser->model().rowCount(); }
    [[nodiscard]] const DigitAnswers &answers() const { return m_browser->model().answers(); }
    void chooseLabel(int label) const
    {
        auto *box = m_browser->findChild<ChoiceBox *>();
        box->setCurrentIndex(label + 1);
        emit box->activated(label + 1);
    }
    void onlyWrong(bool on) const { m_browser->findChild<Switch *>()->setChecked(on); }
    void start(const DigitJudge *judge);

    std::unique_ptr<DigitBrowser> m_browser;
    std::unique_ptr<QSignalSpy> m_chosen;
};

void TestDigitBrowser::start(const DigitJudge *judge)
{
    asked = 0;
    m_browser = std::make_unique<DigitBrowser>(judge);
    m_browser->setTheme(Theme::light());
    m_browser->setParams(withStride(1));
    m_browser->showDigit(20);
    m_chosen = std::make_unique<QSignalSpy>(m_browser.get(), &DigitBrowser::chosen);
}

void TestDigitBrowser::init()
{
    start(&sevens);
    m_browser->show();
    QVERIFY(QTest::qWaitForWindowActive(m_browser.get()));
}

void TestDigitBrowser::listsAllDigits()
{
    QCOMPARE(rows(), bundledDigits().count());
    QCOMPARE(m_browser->model().digit(17), 17);
    QVERIFY(m_browser->model()
                .index(17)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("labelled %1").arg(bundledDigits().label(17))));
}

void TestDigitBrowser::filtersByLabel()
{
    for (int label = 0; label < 10; ++label) {
        chooseLabel(label);
        const auto wanted = bundledDigits().withLabel(label);
        QCOMPARE(rows(), static_cast<int>(wanted.size()));
        QCOMPARE(m_browser->model().digit(3), wanted[3]);
    }
    chooseLabel(-1);
    QCOMPARE(rows(), bundledDigits().count());
}

void TestDigitBrowser::filtersWrongOnes()
{
    onlyWrong(true);
    QTRY_VERIFY(answers().complete());
    QCOMPARE(rows(), others(7));
    QVERIFY(m_browser->model()
                .index(0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("taken for 7")));
    chooseLabel(7);
    QCOMPARE(rows(), 0);
    onlyWrong(false);
    QCOMPARE(rows(), bundledDigits().count() - others(7));
}

void TestDigitBrowser::asksOncePerNetwork()
{
    QTRY_VERIFY(answers().complete());
    Params other = withStride(1);
    std::get<ConvolutionParams>(other).flip = true; // of no meaning to this judge
    m_browser->setParams(other);
    m_browser->hide();
    m_browser->show();
    QTest::qWait(20);
    QCOMPARE(asked, bundledDigits().count());
}

void TestDigitBrowser::asksAgainForAnother()
{
    QTRY_VERIFY(answers().complete());
    m_browser->setParams(withStride(3));
    QVERIFY(!answers().complete());
    QTRY_VERIFY(answers().complete());
    QCOMPARE(answers().wrongOnes(), others(3));
}

void TestDigitBrowser::notAskedWhileHidden()
{
    start(&sevens);
    m_browser->setParams(withStride(2));
    QTest::qWait(20);
    QCOMPARE(asked, 0);
    m_browser->show();
    QTRY_VERIFY(answers().complete());
    QCOMPARE(answers().answer(0), std::optional(2));
}

void TestDigitBrowser::arrowsLeafAndTell()
{
    QTest::keyClick(&list(), Qt::Key_Right);
    QTest::keyClick(&list(), Qt::Key_Right);
    QCOMPARE(m_chosen->count(), 2);
    QCOMPARE(m_chosen->at(0).at(0).toInt(), 21);
    QCOMPARE(m_chosen->at(1).at(0).toInt(), 22);
    QTest::keyClick(&list(), Qt::Key_Down);
    QVERIFY(m_chosen->at(2).at(0).toInt() > 25);
    QTest::keyClick(&list(), Qt::Key_End);
    QCOMPARE(m_chosen->last().at(0).toInt(), bundledDigits().count() - 1);
}

void TestDigitBrowser::clickTells()
{
    const QPoint at = list().visualRect(m_browser->model().index(9)).center();
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(m_chosen->count(), 1);
    QCOMPARE(m_chosen->at(0).at(0).toInt(), 9);
    m_browser->showDigit(-1); // something else became the input
    QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(m_chosen->count(), 2);
}

void TestDigitBrowser::enterCloses()
{
    QTest::keyClick(&list(), Qt::Key_Right);
    QTest::keyClick(&list(), Qt::Key_Return);
    QVERIFY(!m_browser->isVisible());
    QCOMPARE(m_chosen->count(), 1);
}

void TestDigitBrowser::shownDigitIsMarkedInSilence()
{
    QCOMPARE(list().currentIndex().row(), 20);
    m_browser->showDigit(40);
    QCOMPARE(list().currentIndex().row(), 40);
    m_browser->showDigit(-1);
    QVERIFY(!list().currentIndex().isValid());
    QCOMPARE(m_chosen->count(), 0);
}

void TestDigitBrowser::filteredOutDigitLosesTheMark()
{
    const int label = bundledDigits().label(20);
    chooseLabel((label + 1) % 10);
    QVERIFY(!list().currentIndex().isValid());
    chooseLabel(label);
    QCOMPARE(m_browser->model().digit(list().currentIndex().row()), 20);
    QCOMPARE(m_chosen->count(), 0);
}

void TestDigitBrowser::saysHowManyAreWrong()
{
    QTRY_VERIFY(answers().complete());
    QStringList texts;
    for (const QLabel *label : m_browser->findChildren<QLabel *>())
        texts << label->text();
    const QLocale locale;
    QVERIFY(texts.contains(QStringLiteral("%1 of %2 digits are taken for another one")
                               .arg(locale.toString(others(7)), locale.toString(1000))));
}

void TestDigitBrowser::withoutJudge()
{
    start(nullptr);
    m_browser->show();
    QVERIFY(!m_browser->findChild<Switch *>()->isVisible());
    QCOMPARE(rows(), bundledDigits().count());
    QVERIFY(!answers().answer(0));
}

void TestDigitBrowser::everythingHasAName()
{
    QCOMPARE(namelessWidgets(*m_browser), QStringList());
}

void TestDigitBrowser::digitsAreSeen()
{
    m_browser->showDigit(-1);
    const QRect box = list().visualRect(m_browser->model().index(0));
    const QImage image = list().viewport()->grab(box).toImage();
    int dark = 0;
    for (int y = 5; y < image.height() - 5; ++y) {
        for (int x = 5; x < image.width() - 5; ++x)
            dark += static_cast<int>(image.pixelColor(x, y).lightness() < 100);
    }
    QVERIFY2(dark > 100, qPrintable(QString::number(dark)));
}

QTEST_MAIN(TestDigitBrowser)
#include "tst_digit_browser.moc"
