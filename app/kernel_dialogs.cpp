#include "app/kernel_dialogs.h"

#include "app/document.h"
#include "app/kernel_file.h"
#include "app/save_file.h"
#include "widgets/message_bar.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

namespace convoscope {

namespace {

struct KernelDialogs {
    Q_DECLARE_TR_FUNCTIONS(KernelDialogs)
};

bool isJson(const QString &path)
{
    return path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
}

/// What a file of rows of numbers would lose.
bool needsJson(const ChainStep &step)
{
    return step.divisor != 1.0 || step.offset != 0.0 || step.normalise;
}

} // namespace

std::variant<ChainStep, QString> withKernelFrom(const QString &path, const ChainStep &step)
{
    const auto opened = openKernel(path);
    if (const auto *sentence = std::get_if<QString>(&opened))
        return *sentence;
    const auto &kernel = std::get<FilterStep>(opened);
    ChainStep own = step;
    own.spec = {.name = std::string(ownKernel)};
    own.kernel = kernel.kernel;
    own.divisor = kernel.divisor;
    own.offset = kernel.offset;
    own.normalise = kernel.normalise;
    return own;
}

std::optional<QString> saveKernelOf(const ChainStep &step, const QString &path)
{
    const ChainStep own = asOwn(step);
    if (own.spec.name != ownKernel || own.kernel.empty())
        return KernelDialogs::tr("This filter has no kernel that could be saved.");
    const FilterStep kernel{
        .kernel = own.kernel, .divisor = own.divisor, .offset = own.offset, .normalise = own.normalise};
    return saveFile(path, isJson(path) ? kernelJson(kernel) : kernelText(kernel));
}

std::optional<ChainStep> askForKernel(QWidget &parent, const ChainStep &step, MessageBar &messages)
{
    const QString path =
        QFileDialog::getOpenFileName(&parent, KernelDialogs::tr("Open a kernel"), {},
                                     KernelDialogs::tr("Kernels (*.txt *.json *.csv *.tsv);;All files (*)"));
    if (path.isEmpty())
        return std::nullopt;
    const auto opened = withKernelFrom(path, step);
    if (const auto *sentence = std::get_if<QString>(&opened)) {
        messages.showProblem(*sentence);
        return std::nullopt;
    }
    return std::get<ChainStep>(opened);
}

void askToSaveKernel(QWidget &parent, const ChainStep &step, MessageBar &messages)
{
    const QString text = KernelDialogs::tr("Rows of numbers, as ImageJ has them (*.txt)");
    const QString json = KernelDialogs::tr("With divisor and offset (*.json)");
    const bool jsonFirst = needsJson(step);
    const QString filters =
        jsonFirst ? json + QStringLiteral(";;") + text : text + QStringLiteral(";;") + json;
    QString chosen;
    QString path = QFileDialog::getSaveFileName(
        &parent, KernelDialogs::tr("Save the kernel"),
        QStringLiteral("kernel") + QLatin1String(jsonFirst ? ".json" : ".txt"), filters, &chosen);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QLatin1String(chosen == json ? ".json" : ".txt");
    const auto failure = saveKernelOf(step, path);
    failure ? messages.showProblem(*failure)
            : messages.showNote(KernelDialogs::tr("Saved as “%1”.").arg(path));
}

void answerKernelWish(QWidget &parent, Document &document, MessageBar &messages, const Field &field,
                      FileWish wish)
{
    const FieldValue value = field.get(document.params());
    const auto *steps = std::get_if<std::vector<ChainStep>>(&value);
    const auto row = static_cast<size_t>(wish.part);
    if (!steps || row >= steps->size())
        return;
    if (wish.save)
        return askToSaveKernel(parent, (*steps)[row], messages);
    if (const auto step = askForKernel(parent, (*steps)[row], messages)) {
        std::vector<ChainStep> changed = *steps;
        changed[row] = *step;
        document.edit(field, changed, true, KernelDialogs::tr("Open a kernel"));
    }
}

} // namespace convoscope
