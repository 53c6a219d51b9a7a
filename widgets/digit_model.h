#pragma once

#include "widgets/digit_answers.h"

#include <QAbstractListModel>

namespace convoscope {

/// Which of the test digits are listed.
struct DigitFilter {
    int label = -1; ///< only these; -1 for all
    bool onlyWrong = false; ///< only those taken for another digit
    bool operator==(const DigitFilter &) const = default;
};

/// The bundled test digits as a list. A row's text says what it shows; its number in the set is in
/// NumberRole.
class DigitModel : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int NumberRole = Qt::UserRole;

    /// The answers must outlive it.
    explicit DigitModel(const DigitAnswers &answers, QObject *parent = nullptr);

    void setFilter(const DigitFilter &filter);
    [[nodiscard]] const DigitFilter &filter() const { return m_filter; }
    [[nodiscard]] int digit(int row) const { return m_digits[static_cast<size_t>(row)]; }
    /// The row of a digit of the set, -1 where it isn't listed.
    [[nodiscard]] int rowOf(int digit) const;
    [[nodiscard]] const DigitAnswers &answers() const { return m_answers; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void list();
    [[nodiscard]] bool passes(int digit) const;
    [[nodiscard]] QString textOf(int digit) const;

    const DigitAnswers &m_answers;
    DigitFilter m_filter;
    std::vector<int> m_digits; ///< of each row, ascending
};

} // namespace convoscope
