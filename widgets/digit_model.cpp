#include "widgets/digit_model.h"

#include "core/bundle.h"

#include <QLocale>

#include <algorithm>

namespace convoscope {

DigitModel::DigitModel(const DigitAnswers &answers, QObject *parent)
    : QAbstractListModel(parent)
    , m_answers(answers)
{
    connect(&answers, &DigitAnswers::changed, this, &DigitModel::list);
    list();
}

void DigitModel::setFilter(const DigitFilter &filter)
{
    m_filter = filter;
    list();
}

bool DigitModel::passes(int digit) const
{
    const bool labelled = m_filter.label < 0 || bundledDigits().label(digit) == m_filter.label;
    return labelled && (!m_filter.onlyWrong || m_answers.isWrong(digit));
}

/// Rows that only come to the others leave those where they are, and with them what is chosen.
void DigitModel::list()
{
    std::vector<int> digits;
    for (int i = 0; i < bundledDigits().count(); ++i) {
        if (passes(i))
            digits.push_back(i);
    }
    const auto before = static_cast<int>(m_digits.size());
    const auto now = static_cast<int>(digits.size());
    const bool grows = now >= before && std::equal(m_digits.begin(), m_digits.end(), digits.begin());
    if (grows && now > before) {
        beginInsertRows({}, before, now - 1);
        m_digits = std::move(digits);
        endInsertRows();
    } else if (!grows) {
        beginResetModel();
        m_digits = std::move(digits);
        endResetModel();
    }
    if (now > 0)
        emit dataChanged(index(0), index(now - 1));
}

int DigitModel::rowOf(int digit) const
{
    const auto found = std::ranges::lower_bound(m_digits, digit);
    return found != m_digits.end() && *found == digit ? static_cast<int>(found - m_digits.begin()) : -1;
}

int DigitModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_digits.size());
}

QString DigitModel::textOf(int digit) const
{
    const QLocale locale;
    const QString number = locale.toString(digit + 1);
    const QString label = locale.toString(bundledDigits().label(digit));
    if (m_answers.isWrong(digit))
        return tr("Test digit %1, labelled %2, taken for %3")
            .arg(number, label, locale.toString(m_answers.answer(digit).value_or(0)));
    return tr("Test digit %1, labelled %2").arg(number, label);
}

QVariant DigitModel::data(const QModelIndex &index, int role) const
{
    const int shown = digit(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return textOf(shown);
    case NumberRole: return shown;
    default: return {};
    }
}

} // namespace convoscope
