#include "app/chain_json.h"

#include "app/matrix_json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace convoscope {

namespace {

constexpr int mostSide = 9999; ///< of what is read; the filters take less

struct ChainJson {
    Q_DECLARE_TR_FUNCTIONS(ChainJson)
};

/// A number of a step by its name in the file.
struct NumberKey {
    QLatin1String key;
    double &(*of)(ChainStep &step) = nullptr;
};

constexpr NumberKey numbers[]{
    {QLatin1String("sigma"), [](ChainStep &step) -> double & { return step.spec.sigma; }},
    {QLatin1String("angle"), [](ChainStep &step) -> double & { return step.spec.angle; }},
    {QLatin1String("wavelength"), [](ChainStep &step) -> double & { return step.spec.wavelength; }},
    {QLatin1String("amount"), [](ChainStep &step) -> double & { return step.spec.amount; }},
    {QLatin1String("divisor"), [](ChainStep &step) -> double & { return step.divisor; }},
    {QLatin1String("offset"), [](ChainStep &step) -> double & { return step.offset; }},
    {QLatin1String("strength"), [](ChainStep &step) -> double & { return step.strength; }}};

/// A switch of a step by its name in the file.
struct FlagKey {
    QLatin1String key;
    bool ChainStep::*member = nullptr;
};

constexpr FlagKey flags[]{{QLatin1String("normalise"), &ChainStep::normalise},
                          {QLatin1String("on"), &ChainStep::on}};

QJsonObject jsonOfStep(ChainStep step)
{
    ChainStep usual;
    QJsonObject json{{"filter", QString::fromStdString(step.spec.name)}};
    if (step.spec.size != usual.spec.size)
        json["size"] = QJsonArray{step.spec.size.y, step.spec.size.x};
    for (const NumberKey &number : numbers) {
        if (number.of(step) != number.of(usual))
            json[number.key] = number.of(step);
    }
    for (const FlagKey &flag : flags) {
        if (step.*flag.member != usual.*flag.member)
            json[flag.key] = step.*flag.member;
    }
    if (step.spec.name == ownKernel)
        json["kernel"] = jsonOfTensor(step.kernel);
    return json;
}

std::optional<int> readSide(const QJsonValue &json)
{
    const double value = json.toDouble(std::nan(""));
    if (!(value >= 0 && value <= mostSide) || value != std::floor(value))
        return std::nullopt;
    return static_cast<int>(value);
}

/// Reads a step key by key; what is wrong is said without the place of the step.
class StepReader {
public:
    /// What is wrong with the setting; empty when it was read.
    QString put(const QString &key, const QJsonValue &json)
    {
        for (const NumberKey &number : numbers) {
            if (key == number.key)
                return putNumber(number.of(m_step), json);
        }
        for (const FlagKey &flag : flags) {
            if (key == flag.key)
                return putFlag(m_step.*flag.member, json);
        }
        if (key == QLatin1String("filter"))
            return putName(json);
        if (key == QLatin1String("size"))
            return putSize(json);
        if (key == QLatin1String("kernel"))
            return putKernel(json);
        return ChainJson::tr("is nothing that a step has");
    }
    [[nodiscard]] const ChainStep &step() const { return m_step; }

private:
    static QString putNumber(double &number, const QJsonValue &json)
    {
        if (!json.isDouble())
            return ChainJson::tr("is not a number");
        number = json.toDouble();
        return {};
    }

    static QString putFlag(bool &flag, const QJsonValue &json)
    {
        if (!json.isBool())
            return ChainJson::tr("is neither true nor false");
        flag = json.toBool();
        return {};
    }

    QString putName(const QJsonValue &json)
    {
        const std::string name = json.toString().toStdString();
        if (name != ownKernel && !findFilterPreset(name))
            return ChainJson::tr("names no filter that this version has");
        m_step.spec.name = name;
        return {};
    }

    QString putSize(const QJsonValue &json)
    {
        const QJsonArray array = json.toArray();
        const bool pair = json.isArray() && array.size() == 2;
        const auto y = readSide(pair ? array[0] : json);
        const auto x = readSide(pair ? array[1] : json);
        if (!y || !x)
            return ChainJson::tr("is not a number of cells or [height, width]");
        m_step.spec.size = {*y, *x};
        return {};
    }

    QString putKernel(const QJsonValue &json)
    {
        auto kernel = readTensor(json, {.channels = 1, .low = 1, .high = mostFilterSide});
        if (const auto *wrong = std::get_if<QString>(&kernel))
            return *wrong;
        m_step.kernel = std::get<Tensor>(std::move(kernel));
        return {};
    }

    ChainStep m_step;
};

/// A step, or what is wrong with it; `place` counts from 1.
std::variant<ChainStep, QString> readStep(const QJsonValue &json, int place)
{
    if (!json.isObject())
        return ChainJson::tr("has a step %1 that is no object").arg(place);
    const QJsonObject object = json.toObject();
    StepReader reader;
    for (auto setting = object.begin(); setting != object.end(); ++setting) {
        const QString wrong = reader.put(setting.key(), setting.value());
        if (!wrong.isEmpty())
            return ChainJson::tr("has a step %1 whose “%2” %3")
                .arg(QString::number(place), setting.key(), wrong);
    }
    ChainStep step = reader.step();
    if (step.spec.name != ownKernel)
        step.kernel = {};
    else if (step.kernel.empty())
        return ChainJson::tr("has a step %1 with a kernel of its own but no “kernel”").arg(place);
    return step;
}

} // namespace

QJsonValue jsonOfChain(const std::vector<ChainStep> &chain)
{
    QJsonArray array;
    for (const ChainStep &step : chain)
        array.append(jsonOfStep(step));
    return array;
}

ChainReading readChain(const QJsonValue &json, int most)
{
    if (!json.isArray())
        return ChainJson::tr("is no list of steps");
    const QJsonArray array = json.toArray();
    if (array.size() > most)
        return ChainJson::tr("has %n step(s)", "", static_cast<int>(array.size()));
    std::vector<ChainStep> chain;
    for (const QJsonValue entry : array) {
        auto step = readStep(entry, static_cast<int>(chain.size()) + 1);
        if (const auto *wrong = std::get_if<QString>(&step))
            return *wrong;
        chain.push_back(std::get<ChainStep>(std::move(step)));
    }
    return chain;
}

} // namespace convoscope
