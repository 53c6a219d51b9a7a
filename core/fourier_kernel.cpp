#include "core/fourier_kernel.h"

namespace convoscope {

namespace {

int sideFor(Pair kernel)
{
    return std::max(kernel.y, kernel.x) <= 40 ? 128 : 256;
}

void transform(SpectrumTile &tile)
{
    transformColumns(tile);
    transpose(tile);
    transformColumns(tile);
}

void transformBack(SpectrumTile &tile)
{
    transformColumnsBack(tile);
    transpose(tile);
    transformColumnsBack(tile);
}

} // namespace

/// The rows of a block, and room for two tiles and for the results of a row.
struct FourierKernel::Work {
    FloatRing &ring;
    const TakePiece &take;
    SpectrumTile tile;
    std::vector<std::vector<float>> rows; ///< results of the block
    std::vector<const float *> in;
};

FourierKernel::FourierKernel(const SettledKernel &kernel)
    : m_size(kernel.size)
    , m_offset(static_cast<float>(kernel.offset))
    , m_spectrum(sideFor(kernel.size))
{
    const int side = m_spectrum.side;
    for (int y = 0; y < m_size.y; ++y) {
        for (int x = 0; x < m_size.x; ++x)
            m_spectrum.real[static_cast<size_t>(y) * m_spectrum.pitch + x] =
                static_cast<float>(kernel.at(y, x) / side / side);
    }
    transform(m_spectrum);
    for (float &value : m_spectrum.imaginary)
        value = -value;
}

void FourierKernel::run(FloatRing &ring, int first, int last, const TakePiece &take) const
{
    const int height = m_spectrum.side - m_size.y + 1;
    const auto values = static_cast<size_t>(ring.shape().size.x) * ring.shape().channels;
    Work work{ring, take, SpectrumTile(m_spectrum.side), {}, {}};
    work.rows.assign(static_cast<size_t>(height), std::vector<float>(values + rowSlack));
    for (int y = first; y < last; y += height)
        runBlock(work, y, std::min(y + height, last));
}

void FourierKernel::runBlock(Work &work, int first, int last) const
{
    const RingShape &shape = work.ring.shape();
    work.in.clear();
    for (int i = 0; i < last - first + m_size.y - 1; ++i)
        work.in.push_back(work.ring.row(first - m_size.y / 2 + i));
    std::vector<Place> places;
    for (int column = 0; column < shape.size.x; column += m_spectrum.side - m_size.x + 1) {
        for (int channel = 0; channel < shape.channels; ++channel)
            places.push_back({column, channel});
    }
    for (size_t i = 0; i < places.size(); i += 2)
        runPair(work, &places[i], i + 1 < places.size() ? 2 : 1);
    for (int y = first; y < last; ++y)
        work.take({y, 0, shape.size.x * shape.channels, work.rows[static_cast<size_t>(y - first)].data()});
}

void FourierKernel::load(const Work &work, const Place &place, std::vector<float> &part) const
{
    const RingShape &shape = work.ring.shape();
    const int cells = std::min(m_spectrum.side, shape.size.x + m_size.x - 1 - place.column);
    for (size_t y = 0; y < work.in.size(); ++y) {
        const float *from = work.in[y] + static_cast<size_t>(place.column) * shape.channels + place.channel;
        float *to = part.data() + y * m_spectrum.pitch;
        for (int x = 0; x < cells; ++x)
            to[x] = from[static_cast<size_t>(x) * shape.channels];
    }
}

void FourierKernel::unload(Work &work, const Place &place, const std::vector<float> &part) const
{
    const RingShape &shape = work.ring.shape();
    const int cells = std::min(m_spectrum.side - m_size.x + 1, shape.size.x - place.column);
    for (size_t y = 0; y + m_size.y - 1 < work.in.size(); ++y) {
        const float *from = part.data() + y * m_spectrum.pitch;
        float *to = work.rows[y].data() + static_cast<size_t>(place.column) * shape.channels + place.channel;
        for (int x = 0; x < cells; ++x)
            to[static_cast<size_t>(x) * shape.channels] = from[x] + m_offset;
    }
}

void FourierKernel::runPair(Work &work, const Place *places, int count) const
{
    SpectrumTile &tile = work.tile;
    std::ranges::fill(tile.real, 0.0F);
    std::ranges::fill(tile.imaginary, 0.0F);
    load(work, places[0], tile.real);
    if (count > 1)
        load(work, places[1], tile.imaginary);
    transform(tile);
    multiply(tile, m_spectrum);
    transformBack(tile);
    unload(work, places[0], tile.real);
    if (count > 1)
        unload(work, places[1], tile.imaginary);
}

} // namespace convoscope
