#include "tests/bench/opencv_peer.h"

#ifdef CONVOSCOPE_OPENCV
#include <opencv2/imgproc.hpp>

#include <memory>

namespace convoscope::bench {

namespace {

/// A picture, its result, and what is between.
struct Images {
    cv::Mat in, out, kernel, x, y, wideX, wideY, length;

    void magnitude()
    {
        if (in.depth() == CV_8U) {
            cv::spatialGradient(in, x, y);
            x.convertTo(wideX, CV_32F);
            y.convertTo(wideY, CV_32F);
        } else {
            cv::Sobel(in, wideX, CV_32F, 1, 0);
            cv::Sobel(in, wideY, CV_32F, 0, 1);
        }
        cv::magnitude(wideX, wideY, length);
        length.convertTo(out, in.depth());
    }
};

std::function<void()> peer(const FilterWork &work, const cv::Mat &in)
{
    const auto images = std::make_shared<Images>();
    images->in = in;
    images->out = cv::Mat(in.rows, in.cols, in.type());
    const Tensor &weights = work.step.kernel;
    images->kernel = cv::Mat(weights.height(), weights.width(), CV_32F);
    std::ranges::copy(weights.values(), images->kernel.begin<float>());
    const int side = weights.width();
    switch (work.peer) {
    case FilterWork::Peer::Filter2d:
        return [images] { cv::filter2D(images->in, images->out, -1, images->kernel); };
    case FilterWork::Peer::Sobel: return [images] { cv::Sobel(images->in, images->out, -1, 1, 0); };
    case FilterWork::Peer::Gaussian:
        return [images, side, sigma = work.sigma] {
            cv::GaussianBlur(images->in, images->out, {side, side}, sigma);
        };
    case FilterWork::Peer::Magnitude: break;
    }
    return [images] { images->magnitude(); };
}

} // namespace

std::function<void()> openCvPeer(const FilterWork &work, ByteRaster &in)
{
    return peer(work, cv::Mat(in.size.y, in.size.x, CV_8UC(in.channels), in.values.data()));
}

std::function<void()> openCvPeer(const FilterWork &work, FloatRaster &in)
{
    return peer(work, cv::Mat(in.size.y, in.size.x, CV_32FC(in.channels), in.values.data()));
}

void useOpenCvThreads(int threads)
{
    cv::setNumThreads(threads);
}

} // namespace convoscope::bench
#else
namespace convoscope::bench {

std::function<void()> openCvPeer(const FilterWork & /*work*/, ByteRaster & /*in*/)
{
    return {};
}

std::function<void()> openCvPeer(const FilterWork & /*work*/, FloatRaster & /*in*/)
{
    return {};
}

void useOpenCvThreads(int /*threads*/) { }

} // namespace convoscope::bench
#endif
