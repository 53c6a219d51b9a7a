#pragma once

#include "core/chain_step.h"
#include "widgets/field_editor.h"

class QWidget;

namespace convoscope {

class Document;
class MessageBar;

/// The same step with the kernel of a file, and its divisor and offset where it has them; or the sentence on
/// what is wrong.
std::variant<ChainStep, QString> withKernelFrom(const QString &path, const ChainStep &step);
/// Writes the weights as rows of numbers, or, under a name that ends in .json, all that belongs to them; the
/// sentence when it failed.
[[nodiscard]] std::optional<QString> saveKernelOf(const ChainStep &step, const QString &path);

/// Asks for a file and takes the kernel from it; nothing when that was given up or failed, which is said.
std::optional<ChainStep> askForKernel(QWidget &parent, const ChainStep &step, MessageBar &messages);
/// Asks for a file and writes the kernel to it, which is said.
void askToSaveKernel(QWidget &parent, const ChainStep &step, MessageBar &messages);

/// Does what the editor of a chain wished for: its field and step of the document.
void answerKernelWish(QWidget &parent, Document &document, MessageBar &messages, const Field &field,
                      FileWish wish);

} // namespace convoscope
