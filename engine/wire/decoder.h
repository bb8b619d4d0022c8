// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the reader's events into objects, by the tables of field_rule.h. Private to wire.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/value.h"
#include "engine/wire/diagnostic.h"
#include "engine/wire/draft.h"
#include "engine/wire/field_rule.h"
#include "engine/wire/value_builder.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace runlens {

class Decoder {
public:
    /// The document is an object of `type`, read into `target`.
    Decoder(const ObjectType& type, void* target) : m_rootType(&type), m_rootTarget(target) {}
    /// The document is a list, read as `rule` says into `target`; or, where it is an object, that of `type`.
    Decoder(const ObjectType& type, const FieldRule& rule, void* target)
        : m_rootType(&type), m_rootList(&rule), m_rootTarget(target)
    {
    }

    // The events, in the order of the document. False ends the reading; why() then says why.
    bool null();
    bool boolean(bool value);
    bool integer(std::int64_t value);
    bool bigInteger(std::uint64_t value); ///< above INT64_MAX
    bool real(double value);
    bool text(std::string_view value);
    bool startObject();
    bool key(std::string_view name);
    bool endObject();
    bool startArray();
    bool endArray();

    /// Which limit ended the reading; nothing where an itemDone did, or nothing has.
    [[nodiscard]] std::optional<ErrorCode> why() const noexcept { return m_why; }

    [[nodiscard]] Draft& draft() noexcept { return m_draft; }
    [[nodiscard]] Diagnostics& diagnostics() noexcept { return m_diagnostics; }
    /// JSON pointer of the value at hand; within `closed`, of the object that was closed.
    [[nodiscard]] std::string pointer() const;
    /// Index of the list item at hand.
    [[nodiscard]] std::size_t itemIndex() const noexcept { return m_frames[m_open - 1].index; }
    /// Lists whose items are taken one by one may be of any length from now on.
    void stream() noexcept { m_streaming = true; }
    /// Starts counting items anew: what follows has limits of its own.
    void restartLimits() noexcept { m_items = 0; }
    /// Moves out the diagnostics of the list item at hand; within itemDone.
    [[nodiscard]] Diagnostics takeDiagnosticsOfItem();

private:
    struct Frame {
        const ObjectType* type = nullptr; ///< of an object; null for a list
        const FieldRule* rule = nullptr;  ///< of the field at hand; of a list: its own
        void* target = nullptr;           ///< the object; of a list: its owner
        std::string_view key;             ///< name of the field at hand
        std::size_t index = 0;            ///< of the item at hand
        std::uint64_t seen = 0;           ///< bits of the rules that had a value
    };

    /// Tables nest no deeper than this: page, its data, a run, a list, a step, a list, a wait, a list, an event.
    static constexpr std::size_t maxFrames = 16;

    template <class Accept, class Make>
    bool scalar(std::string_view found, Accept accept, Make make);
    bool startContainer(bool isList);
    /// Opens an object or a list as `rule` says; nothing where the rule wants another kind of value.
    std::optional<bool> enterKnown(const FieldRule& rule, bool isList);
    bool enterItem(Frame& list);
    bool done();
    bool fail(ErrorCode code);
    const FieldRule* takeRule();
    Value* keep(const FieldRule* rule, std::string_view found);
    void push(const ObjectType* type, const FieldRule* rule, void* target);

    Frame& top() noexcept { return m_frames[m_open - 1]; }

    const ObjectType* m_rootType;
    const FieldRule* m_rootList = nullptr;
    void* m_rootTarget;
    std::array<Frame, maxFrames> m_frames;
    std::array<std::string, maxFrames> m_unknownKeys; ///< the name behind Frame::key where no rule names the field
    std::size_t m_open = 0;                           ///< frames in use
    std::optional<DiagnosticCode> m_trouble;          ///< why the value at hand is not taken
    std::string_view m_text; ///< the text last read; where it is refused as what it should be, it is the one at hand
    ValueBuilder m_raw;
    Value m_dropped;
    Draft m_draft;
    Diagnostics m_diagnostics;
    bool m_streaming = false;
    std::size_t m_depth = 0;
    std::size_t m_items = 0;
    std::optional<ErrorCode> m_why;
};

} // namespace runlens
