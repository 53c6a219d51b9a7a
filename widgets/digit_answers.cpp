#include "widgets/digit_answers.h"

#include "core/bundle.h"

#include <QElapsedTimer>

namespace convoscope {

namespace {

constexpr int sliceMilliseconds = 5; // of a frame

} // namespace

DigitAnswers::DigitAnswers(const DigitJudge *judge, QObject *parent)
    : QObject(parent)
    , m_judge(judge)
{
    m_idle.setInterval(0);
    connect(&m_idle, &QTimer::timeout, this, &DigitAnswers::answerSome);
}

void DigitAnswers::ask(const Params &params)
{
    if (!m_judge)
        return;
    Params asked = m_judge->asked(params);
    if (m_asked == asked)
        return;
    m_asked = std::move(asked);
    m_answering = m_judge->answering(*m_asked);
    m_answers.clear();
    m_wrongOnes = 0;
    m_idle.start();
    emit changed();
}

bool DigitAnswers::complete() const
{
    return answered() == bundledDigits().count();
}

std::optional<int> DigitAnswers::answer(int digit) const
{
    if (digit < 0 || digit >= answered())
        return std::nullopt;
    const int answer = m_answers[static_cast<size_t>(digit)];
    return answer < 0 ? std::nullopt : std::optional(answer);
}

bool DigitAnswers::isWrong(int digit) const
{
    const auto known = answer(digit);
    return known && *known != bundledDigits().label(digit);
}

void DigitAnswers::answerSome()
{
    const DigitSet &digits = bundledDigits();
    QElapsedTimer timer;
    timer.start();
    while (m_asked && !complete() && !timer.hasExpired(sliceMilliseconds)) {
        const int digit = answered();
        m_answers.push_back(m_answering(digits.picture(digit)));
        m_wrongOnes += static_cast<int>(isWrong(digit));
    }
    if (complete())
        m_idle.stop();
    emit changed();
}

} // namespace convoscope
