#include "app/json_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace convoscope {

namespace {

bool isNested(const QJsonValue &value)
{
    return value.isArray() || value.isObject();
}

QByteArray scalar(const QJsonValue &value)
{
    const QByteArray inBrackets = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return inBrackets.sliced(1, inBrackets.size() - 2);
}

QByteArray indent(int depth)
{
    return QByteArray("  ").repeated(depth);
}

QByteArray textOf(const QJsonValue &value, int depth);

QByteArray textOf(const QJsonArray &array, int depth)
{
    const bool flat = std::ranges::none_of(array, isNested);
    QByteArrayList items;
    for (const QJsonValue item : array)
        items << textOf(item, depth + 1);
    if (flat)
        return '[' + items.join(", ") + ']';
    const QByteArray line = '\n' + indent(depth + 1);
    return '[' + line + items.join(',' + line) + '\n' + indent(depth) + ']';
}

QByteArray textOf(const QJsonObject &object, int depth)
{
    if (object.isEmpty())
        return "{}";
    const bool small = object.size() <= 4 && std::ranges::none_of(object, isNested) && depth > 0;
    QByteArrayList members;
    for (auto it = object.begin(); it != object.end(); ++it)
        members << scalar(it.key()) + ": " + textOf(it.value(), depth + 1);
    if (small)
        return '{' + members.join(", ") + '}';
    const QByteArray line = '\n' + indent(depth + 1);
    return '{' + line + members.join(',' + line) + '\n' + indent(depth) + '}';
}

QByteArray textOf(const QJsonValue &value, int depth)
{
    if (value.isArray())
        return textOf(value.toArray(), depth);
    return value.isObject() ? textOf(value.toObject(), depth) : scalar(value);
}

} // namespace

QByteArray jsonText(const QJsonObject &object)
{
    return textOf(object, 0) + '\n';
}

} // namespace convoscope
