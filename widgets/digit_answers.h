#pragma once

#include "core/lesson.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace convoscope {

/// What a lesson takes each of the bundled test digits for, found out a few at a time while nothing else is
/// to be done, and once for as long as the answers stay the same.
class DigitAnswers : public QObject {
    Q_OBJECT

public:
    /// Without a judge nothing is ever answered.
    explicit DigitAnswers(const DigitJudge *judge, QObject *parent = nullptr);

    /// Starts over where these parameters give other answers.
    void ask(const Params &params);
    [[nodiscard]] bool canAnswer() const { return m_judge != nullptr; }
    [[nodiscard]] int answered() const { return static_cast<int>(m_answers.size()); }
    [[nodiscard]] bool complete() const;
    /// The class that a test digit is taken for; nothing while it isn't known.
    [[nodiscard]] std::optional<int> answer(int digit) const;
    /// Known, and another one than its label.
    [[nodiscard]] bool isWrong(int digit) const;
    [[nodiscard]] int wrongOnes() const { return m_wrongOnes; }

signals:
    void changed();

private:
    void answerSome();

    const DigitJudge *m_judge;
    std::optional<Params> m_asked;
    std::function<int(const Tensor &)> m_answering; ///< for these parameters
    std::vector<int> m_answers; ///< of the digits from the first on
    int m_wrongOnes = 0;
    QTimer m_idle;
};

} // namespace convoscope
